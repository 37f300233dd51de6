# outcomes of the kind of campaign: a key that it has not lets the agent hear which it has, a typed one is refused
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:08  desk a1 !not_interested
10:00:10  anna keys *05
10:00:12  anna keys *08
10:00:14  anna keys *07
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  anna say outcomes-service
10:00:12  a1 hangup · a1 !disposed away · a1 !ended answered agent
10:00:14  a1 !disposed completed · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
