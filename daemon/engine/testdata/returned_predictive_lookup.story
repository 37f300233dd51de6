# open calls are being looked up when a caller comes: nothing rings yet, so the caller goes before them
mode predictive
ledger 1 0
registers take 3s
10:00:00  agent anna
          agent bob
          agent carl
10:01:00    lead 90000001
10:01:00.1  lead 90000002
10:01:00.2  lead 90000003
10:01:01  caller c1 arrives
10:01:30  caller c1 hangs up
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:01:01  c1 ring · house !pacing agents (predictive; 3 agents, 3 calls in flight; today 0 abandoned of 1 established)
10:01:03  anna !returned_agent c1 · c1 join anna · c1-desk taken by anna
10:01:03.100  a2 create +•••••••002 as +4722000001 · a2 dial · a2 !booked · a2 !dialed
10:01:03.200  a3 create +•••••••003 as +4722000001 · a3 dial · a3 !booked · a3 !dialed
10:01:23.100  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
10:01:23.200  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
10:01:26.100  a4 create +•••••••001 as +4722000001 · a4 join bob · a4 dial · a4 !booked · a4 !dialed
10:01:46.100  a4 hangup · a4 !ended trunk_failed us (no sign of ringing)
10:02:01  house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
-- 2026-11-23: attempted 4, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 3, established 1 --
