# no one has acknowledged what the authority holds of silent calls: power (4.6.1)
mode predictive
ack missing
ledger 100 0
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:02  lead 90000002
10:01:03  lead 90000003
10:01:04  lead 90000004
-- transcript --
09:00:00  house !pacing guard (power: no one has acknowledged what the consumer authority holds of silent calls (4.6.1): ringevett predictive text; 0 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login
10:01:00  a101 create +•••••••001 as +4722000001 · a101 join anna · a101 dial · a101 !booked · a101 !dialed
10:01:02  a102 create +•••••••002 as +4722000001 · a102 join bob · a102 dial · a102 !booked · a102 !dialed
10:01:03  a103 create +•••••••003 as +4722000001 · a103 join carl · a103 dial · a103 !booked · a103 !dialed
10:01:20  a101 hangup · a101 !ended trunk_failed us (no sign of ringing) · a104 create +•••••••004 as +4722000001 · a104 join anna · a104 dial · a104 !booked · a104 !dialed
10:01:22  a102 hangup · a102 !ended trunk_failed us (no sign of ringing)
10:01:23  a103 hangup · a103 !ended trunk_failed us (no sign of ringing)
10:01:40  a104 hangup · a104 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 104, answered 100, connected 100, transferred 100, abandoned 0, trunk_failed 4, established 100 --
