# a code that is left for more than three seconds is given up, also within one talk
10:00:00  agent anna
          lead 90000001
10:00:09  a1 answered
10:00:30  anna keys *0
10:00:33.1  anna keys 1
10:00:40  anna keys *0
10:00:43  anna keys 1
10:00:46  anna keys *69
10:00:47  anna keys *09
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:00:33.100  anna say key-refused
10:00:43  a1 hangup · a1 !disposed person · a1 !ended answered agent
10:00:46  anna say key-refused
10:00:47  anna say key-refused
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
