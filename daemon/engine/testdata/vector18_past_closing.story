# norm 2.8, vector 18: a conversation is not cut at 21:00
ring 30s
20:59:29  agent anna
          lead 90000001
          a1 rings
20:59:58  a1 answered
21:12:00  a1 hangs up 16
21:12:05  anna keys *01
-- transcript --
20:59:29  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a1 !ringing · anna answer · anna say pin · anna say welcome · anna open · anna !login
20:59:58  a1 !answered · a1 !bridged
21:12:00  a1 !ended answered consumer
21:12:05  a1 !disposed person · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
