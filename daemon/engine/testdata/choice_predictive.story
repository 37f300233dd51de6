# open calls ring that count on an agent who chooses another campaign: it is put off until they do not; no new call counts on her
mode predictive
ledger 1 0
rival skog anna
wrap-up 5s
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:02  lead 90000002
10:01:03  lead 90000003
10:01:05  anna keys *562
10:01:06  a2 answered
10:01:08  lead 90000004
10:01:09  a3 ends 17 486
10:01:10  a4 ends 17 486
10:01:20  a2 hangs up 16
10:01:40  lead 90000005 of skog
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 1 established) · house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 0 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login
10:01:00  a2 create +•••••••001 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed
10:01:02  a3 create +•••••••002 as +4722000001 · a3 join carl · a3 dial · a3 !booked · a3 !dialed · anna say client fjellvann · anna !seat_client fjellvann · house !pacing guard (predictive; 3 agents, 2 calls in flight; today 0 abandoned of 1 established)
10:01:03  a4 create +•••••••003 as +4722000001 · a4 dial · a4 !booked · a4 !dialed
10:01:05  anna say campaign-later
10:01:06  a2 !answered · a2 !bridged
10:01:09  a3 !ended busy network · anna say client skog · anna !seat_campaign · anna !seat_client skog
10:01:10  a4 !ended busy network · a5 create +•••••••004 as +4722000001 · a5 join carl · a5 dial · a5 !booked · a5 !dialed
10:01:20  a2 !ended answered consumer
10:01:30  a5 hangup · a5 !ended trunk_failed us (no sign of ringing)
10:01:40  a6 create +•••••••005 as +4722000002 · a6 join anna · a6 dial · a6 !booked · a6 !dialed · anna say purpose skog
10:02:00  a6 hangup · a6 !ended trunk_failed us (no sign of ringing)
10:02:02  house !pacing agents (predictive; 2 agents, 0 calls in flight; today 0 abandoned of 1 established)
-- 2026-11-23: attempted 5, answered 2, connected 2, transferred 2, abandoned 0, busy 2, trunk_failed 1, established 1 --
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
