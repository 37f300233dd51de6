# the disk fails: both hear that it could not be stored, and it is an inquiry; keyed again it is reserved
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
          phone refuses reserve
10:00:20  anna keys *71
10:00:30  phone works
10:00:31  anna keys *71
10:00:33  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:20  inquiries note +•••••••001 of fjellvann, who asked to be reserved (client), which could not be stored by anna: <nil> · registers add (client) by anna: Allocation failed · tell a1+anna: could not be reserved
10:00:31  anna say registered: 001 · registers add +•••••••001 (client) by anna · tell a1+anna: reserved with the client
10:00:33  a1 !ended answered consumer · tell a1+anna: hushed
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
