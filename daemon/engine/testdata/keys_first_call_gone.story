# the same, but the consumer has gone: there is nobody to hang up on, and the word is about the one call there was
10:00:00  agent anna
          lead 90000001
10:00:09  a1 answered
10:00:09.5  a1 hangs up 16
10:00:10.5  anna keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:00:09.500  a1 !ended answered consumer
10:00:10.500  a1 !disposed person · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
