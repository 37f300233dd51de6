# the consumer hangs up while the agent keys: the code is about the same call still
10:00:00  agent anna
          lead 90000001
10:00:09  a1 answered
10:00:30  anna keys *0
10:00:30.5  a1 hangs up 16
10:00:31  anna keys 1
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:00:30.500  a1 !ended answered consumer
10:00:31  a1 !disposed person · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
