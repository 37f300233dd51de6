# predictive: the PBX was silent for a while, and the answer is heard of after T: the agent is given, and it counts as late
mode predictive
ledger 100 0
10:00:00  agent anna
10:00:01  agent bob
10:00:02  agent carl
10:01:00  lead 90000001
10:01:02  a101 rings
10:01:08  a101 answered 3s
10:01:20  a101 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:02  carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:01:00  a101 create +•••••••001 as +4722000001 · a101 dial · a101 !booked · a101 !dialed
10:01:02  a101 !ringing
10:01:08  a101 join anna · a101 !answered with nobody reserved · a101 !bridged
10:01:09  house !pacing guard (power: over the limit in the last hour; 3 agents, 0 calls in flight; today 1 abandoned of 101 established)
10:01:20  a101 !ended answered consumer
-- 2026-11-23: attempted 101, answered 101, connected 101, transferred 100, abandoned 1, late_transfer 1, established 101 --
