# an agent chooses a campaign by digit between two calls and is told its client; 0 is any, a digit without one refused
rival skog anna
wrap-up 5s
10:00:00  agent anna
10:00:10  anna keys *562
10:00:20  lead 90000001
10:00:30  anna keys *563
10:00:40  lead 90000002 of skog
10:00:45  a1 answered
10:00:50  anna keys *561
10:01:00  a1 hangs up 16
10:01:02  anna keys *561
10:01:20  anna keys *560
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  anna say client skog · anna !seat_campaign · anna !seat_client skog
10:00:30  anna say key-refused
10:00:40  a1 create +•••••••002 as +4722000002 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna say purpose skog
10:00:45  a1 !answered · a1 !bridged
10:00:50  anna say key-refused
10:01:00  a1 !ended answered consumer
10:01:02  anna say campaign-later
10:01:20  anna say campaign-later
10:01:30  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say campaign-any · anna say client fjellvann · anna say purpose c1 · anna !seat_campaign · anna !seat_client fjellvann
10:01:50  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
