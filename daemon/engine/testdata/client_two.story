# an agent for two clients is told which, takes calls of that one alone, and is told again before the other's
rival skog anna
wrap-up 5s
lead 90000001
10:00:00  agent anna
10:00:02  lead 90000002 of skog
10:00:05  a1 rings
10:00:06  a1 answered
10:00:10  a1 hangs up 16
10:00:20  a2 rings
10:00:21  a2 answered
10:00:30  anna keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say client fjellvann · anna say purpose c1 · anna !login · anna !seat_client fjellvann
10:00:05  a1 !ringing
10:00:06  a1 !answered · a1 !bridged
10:00:10  a1 !ended answered consumer
10:00:15  a2 create +•••••••002 as +4722000002 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say client skog · anna say purpose skog · anna !seat_client skog
10:00:20  a2 !ringing
10:00:21  a2 !answered · a2 !bridged
10:00:30  a2 hangup · a2 !disposed person · a2 !ended answered agent
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
