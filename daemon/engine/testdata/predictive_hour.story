# over the limit within the last hour, though not today: power until it is under it again
mode predictive
ledger 300 0
ledger 10 1 hour
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:02  lead 90000002
10:01:03  lead 90000003
10:01:04  lead 90000004
-- transcript --
09:00:00  house !pacing guard (power: over the limit in the last hour; 0 agents, 0 calls in flight; today 1 abandoned of 311 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login
10:01:00  a312 create +•••••••001 as +4722000001 · a312 join anna · a312 dial · a312 !booked · a312 !dialed
10:01:02  a313 create +•••••••002 as +4722000001 · a313 join bob · a313 dial · a313 !booked · a313 !dialed
10:01:03  a314 create +•••••••003 as +4722000001 · a314 join carl · a314 dial · a314 !booked · a314 !dialed
10:01:20  a312 hangup · a312 !ended trunk_failed us (no sign of ringing) · a315 create +•••••••004 as +4722000001 · a315 join anna · a315 dial · a315 !booked · a315 !dialed
10:01:22  a313 hangup · a313 !ended trunk_failed us (no sign of ringing)
10:01:23  a314 hangup · a314 !ended trunk_failed us (no sign of ringing)
10:01:40  a315 hangup · a315 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 315, answered 311, connected 311, transferred 310, abandoned 1, trunk_failed 4, established 311 --
