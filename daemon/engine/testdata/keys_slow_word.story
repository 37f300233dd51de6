# an outcome begun in the first second of a call and keyed slowly: its * may have been pressed before the bridging
wrap-up 5s
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:09  a1 answered
10:01:00  a1 hangs up 16
10:01:06  a2 answered
10:01:06.2  anna keys *
10:01:07  anna keys 0
10:01:09.5  anna keys 1
10:02:00  a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:01:00  a1 !ended answered consumer
10:01:05  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:06  a2 !answered · a2 !bridged
10:01:09.500  a1 !disposed person · anna say word-before
10:02:00  a2 !ended answered consumer
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0, established 1 --
