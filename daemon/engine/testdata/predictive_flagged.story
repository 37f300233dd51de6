# a number abandoned yesterday is taken out of the open dialing: an agent is held for it, and another stands by
mode predictive
ledger 100 0
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001 flagged yesterday
10:01:02  lead 90000002
10:01:05  a101 rings
10:01:08  anna vanishes
10:01:09  a101 answered
10:01:40  a101 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:01:00  a101 create +•••••••001 as +4722000001 · a101 join anna · a101 dial · a101 !booked · a101 !dialed · anna say abandoned-before
10:01:02  a102 create +•••••••002 as +4722000001 · a102 dial · a102 !booked · a102 !dialed
10:01:05  a101 !ringing
10:01:08  a101 join bob · anna !logout · bob say abandoned-before · house !pacing agents (predictive; 2 agents, 2 calls in flight; today 0 abandoned of 100 established)
10:01:09  a101 !answered · a101 !bridged
10:01:22  a102 hangup · a102 !ended trunk_failed us (no sign of ringing)
10:01:40  a101 !ended answered consumer
-- 2026-11-23: attempted 102, answered 101, connected 101, transferred 101, abandoned 0, trunk_failed 1, established 100, redial_dedicated 1 --
