# the agent who promised speaks for another client: told of this one between two calls, before that stint is over
rival skog anna
wrap-up 5s
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  anna keys *99 2411 1000
10:00:20  a1 hangs up 16
09:55:00  lead 90000002 of skog
          lead 90000003 of skog
09:55:05  a2 answered
10:00:10  a2 hangs up 16
10:00:30  a3 rings
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say client fjellvann · anna say purpose c1 · anna !login · anna !seat_client fjellvann
10:00:05  a1 !answered · a1 !bridged
10:00:10  a1 !disposed call_later · a1 !call_back (as wished) · anna say callback-own: 24111000
10:00:20  a1 !ended answered consumer
09:55:00.200  a2 create +•••••••002 as +4722000002 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say client skog · anna say purpose skog · anna !seat_client skog
09:55:05  a2 !answered · a2 !bridged
10:00:10  a2 !ended answered consumer
10:00:40  a3 create +•••••••001 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed · anna say client fjellvann · anna say callback-agreed · anna say purpose c1 · anna !seat_client fjellvann
10:01:00  a3 hangup · a3 !ended trunk_failed us (no sign of ringing) · a4 create +•••••••003 as +4722000002 · a4 join anna · a4 dial · a4 !booked · a4 !dialed · anna say client skog · anna say purpose skog · anna !seat_client skog
10:01:20  a4 hangup · a4 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
-- 2026-11-24: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
-- 2026-11-24: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 1 --
