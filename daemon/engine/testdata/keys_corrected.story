# habit: *01, then *04. The wrap-up after the word is long enough for it; later it is still the call before's until the next is two seconds old
10:00:00  agent anna
          lead 90000001
          lead 90000002
          lead 90000003
10:00:09  a1 answered
10:01:00  a1 hangs up 16
10:01:10  anna keys *01
10:01:12.5  anna keys *04
10:01:20  a2 answered
10:02:00  a2 hangs up 16
10:02:10  anna keys *01
10:02:13.5  a3 answered
10:02:15.4  anna keys *04
10:02:15.5  anna keys *01
10:02:30  anna keys *03
10:03:00  anna hangs up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:01:00  a1 !ended answered consumer
10:01:10  a1 !disposed person · anna say word-taken
10:01:12.500  a1 !disposed call_later · anna say word-taken
10:01:15.500  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:20  a2 !answered · a2 !bridged
10:02:00  a2 !ended answered consumer
10:02:10  a2 !disposed person · anna say word-taken
10:02:13  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:02:13.500  a3 !answered · a3 !bridged
10:02:15.400  a2 !disposed call_later · anna say word-before
10:02:15.500  a3 hangup · a3 !disposed person · a3 !ended answered agent
10:02:30  a3 !disposed wrong_number · anna say word-taken
10:03:00  anna !logout
-- 2026-11-23: attempted 3, answered 3, connected 3, transferred 3, abandoned 0, established 3 --
