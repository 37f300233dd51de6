# *90: both hear the goodbye, the call ends with it, and no other word takes its place. *91 likewise, and a consumer who
# leaves during it has left; *1 and *3 are written once
10:00:00  agent anna
          lead 90000001
          lead 90000002
          lead 90000003
10:00:05  a1 answered
10:00:10  anna keys *1
10:00:11  anna keys *3
10:00:12  anna keys *1
10:00:20  anna keys *90
10:00:22  anna keys *01
10:00:23  anna keys *91
10:00:26  anna keys *04
10:00:40  a2 answered
10:00:50  anna keys *91
10:00:52  a2 hangs up 16
10:01:10  a3 answered
10:01:20  anna keys *90
10:01:22  anna hangs up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  a1 !opening · anna say word-taken
10:00:11  a1 !rights_told · anna say word-taken
10:00:12  anna say word-taken
10:00:20  a1 !disposed duty_of_care · tell a1+anna: goodbye
10:00:22  anna say key-refused
10:00:25  a1 hangup · a1 !ended answered agent · anna say word-taken
10:00:26  anna say key-refused
10:00:28  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:40  a2 !answered · a2 !bridged
10:00:50  a2 !disposed minor · tell a2+anna: goodbye
10:00:52  a2 !ended answered consumer · anna say word-taken · tell a2+anna: hushed
10:00:55  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:01:10  a3 !answered · a3 !bridged
10:01:20  a3 !disposed duty_of_care · tell a3+anna: goodbye
10:01:22  a3 hangup · a3 !ended answered agent · anna !logout · tell a3+anna: hushed
-- 2026-11-23: attempted 3, answered 3, connected 3, transferred 3, abandoned 0, established 3 --
