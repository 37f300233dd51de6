# norm 2.8, vector 21: dialed before midnight under other hours, answered after: the day splits
hours always
23:59:50  agent anna
          lead 90000001
23:59:58  a1 rings
00:00:03  a1 answered
00:01:00  a1 hangs up 16
00:01:05  anna keys *01
-- transcript --
23:59:50  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
23:59:58  a1 !ringing
00:00:03  a1 !answered · a1 !bridged
00:01:00  a1 !ended answered consumer
00:01:05  a1 !disposed person · anna say word-taken
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0 --
-- 2026-11-24: attempted 0, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
