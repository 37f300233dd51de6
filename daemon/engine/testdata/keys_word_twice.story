# habit: the word twice. The second one finds the short wrap-up, or is a second too late, and ends nothing
wrap-up 0s
10:00:00  agent anna
          lead 90000001
          lead 90000002
          lead 90000003
10:00:09  a1 answered
10:01:00  anna keys *01
10:01:01  anna keys *01
10:01:05  a2 answered
10:02:00  anna keys *01
10:02:03.5  a3 answered
10:02:04  anna keys *01
10:03:00  a3 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:01:00  a1 hangup · a1 !disposed person · a1 !ended answered agent
10:01:01  a1 !disposed person · anna say word-taken
10:01:04  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:05  a2 !answered · a2 !bridged
10:02:00  a2 hangup · a2 !disposed person · a2 !ended answered agent
10:02:03  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:02:03.500  a3 !answered · a3 !bridged
10:02:04  a2 !disposed person · anna say word-before
10:03:00  a3 !ended answered consumer
-- 2026-11-23: attempted 3, answered 3, connected 3, transferred 3, abandoned 0, established 2 --
