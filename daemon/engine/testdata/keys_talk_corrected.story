# habit: a talk ended by *01 and then corrected. Each correction restarts the short wrap-up, up to four times its length in all
wrap-up 0s
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:09  a1 answered
10:01:00  anna keys *01
10:01:02  anna keys *04
10:01:04.5  anna keys *03
10:01:07  anna keys *01
10:01:09.5  anna keys *04
10:01:11.5  anna keys *01
10:01:13  a2 answered
10:01:30  a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:01:00  a1 hangup · a1 !disposed person · a1 !ended answered agent
10:01:02  a1 !disposed call_later · anna say word-taken
10:01:04.500  a1 !disposed wrong_number · anna say word-taken
10:01:07  a1 !disposed person · anna say word-taken
10:01:09.500  a1 !disposed call_later · anna say word-taken
10:01:11.500  a1 !disposed person · anna say word-taken
10:01:12  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:13  a2 !answered · a2 !bridged
10:01:30  a2 !ended answered consumer
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0, established 1 --
