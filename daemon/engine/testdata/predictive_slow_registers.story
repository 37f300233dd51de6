# two agents vanish while the registers are asked about three leads for open calls: only what the guard still covers is booked
mode predictive
ledger 1 0
registers take 2s
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:00.100  lead 90000002
10:01:00.200  lead 90000003
10:01:01  carl vanishes
          bob vanishes
10:01:05  a2 rings
10:01:06  a2 answered
10:01:20  a2 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:01:01  bob !logout · carl !logout · house !pacing agents (predictive; 2 agents, 3 calls in flight; today 0 abandoned of 1 established)
10:01:02.200  a2 create +•••••••003 as +4722000001 · a2 dial · a2 !booked · a2 !dialed
10:01:05  a2 !ringing
10:01:06  a2 join anna · a2 !answered with nobody reserved · a2 !bridged
10:01:20  a2 !ended answered consumer
10:01:52  a3 create +•••••••002 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:02:12  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
10:02:14  a4 create +•••••••001 as +4722000001 · a4 join anna · a4 dial · a4 !booked · a4 !dialed
10:02:34  a4 hangup · a4 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 4, answered 2, connected 2, transferred 2, abandoned 0, trunk_failed 2, established 1 --
