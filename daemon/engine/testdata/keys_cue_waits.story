# the PBX is slow to say that a word is noted: what waits longer than 3 s is not said, for the next consumer is on the line by then
wrap-up 0s
10:00:00  agent anna
          lead 90000001
10:00:09  a1 answered
10:00:10  phone holds say word-taken
10:00:20  anna keys *01
10:00:21  anna keys *01
10:00:22  anna keys *01
10:00:24  anna keys *01
10:00:26  phone releases say word-taken
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:00:20  a1 hangup · a1 !disposed person · a1 !ended answered agent
10:00:21  a1 !disposed person · anna say word-taken
10:00:22  a1 !disposed person
10:00:24  a1 !disposed person
10:00:26  anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
