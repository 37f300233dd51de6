# an outcome that the kind of campaign lacks is refused too where the call was over as soon as it began
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:05.500  a1 hangs up 16
10:00:06  anna keys *05
10:00:08  anna keys *08
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:05.500  a1 !ended answered consumer
10:00:06  anna say outcomes-service
10:00:08  a1 !disposed away · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
