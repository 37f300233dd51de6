# two agents vanish while three calls ring for three agents: what the guard covers no longer is cancelled at once, the youngest first
mode predictive
ledger 1 0
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:01  lead 90000002
10:01:02  lead 90000003
10:01:05  carl vanishes
10:01:06  bob vanishes
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:01:00  a2 create +•••••••001 as +4722000001 · a2 dial · a2 !booked · a2 !dialed
10:01:01  a3 create +•••••••002 as +4722000001 · a3 dial · a3 !booked · a3 !dialed
10:01:02  a4 create +•••••••003 as +4722000001 · a4 dial · a4 !booked · a4 !dialed
10:01:05  a4 hangup · a4 !cancelled (an agent left, and the guard covers the call no longer) · a4 !ended cancelled_ringing us (an agent left, and the guard covers the call no longer) · carl !logout · house !pacing agents (predictive; 2 agents, 3 calls in flight; today 0 abandoned of 1 established)
10:01:06  a3 hangup · a3 !cancelled (an agent left, and the guard covers the call no longer) · a3 !ended cancelled_ringing us (an agent left, and the guard covers the call no longer) · bob !logout
10:01:20  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 4, answered 1, connected 1, transferred 1, abandoned 0, cancelled_ringing 2, trunk_failed 1, established 1 --
