# an agent asks for a break while open calls ring that count on her: it is put off until they do not, and an answer still finds her
mode predictive
ledger 1 0
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:02  lead 90000002
10:01:03  lead 90000003
10:01:05  anna logs out
10:01:06  a2 answered
10:01:07  bob logs out
10:01:09  a3 ends 17 486
10:01:20  a2 hangs up 16
          anna keys *01
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:01:00  a2 create +•••••••001 as +4722000001 · a2 dial · a2 !booked · a2 !dialed
10:01:02  a3 create +•••••••002 as +4722000001 · a3 dial · a3 !booked · a3 !dialed
10:01:03  a4 create +•••••••003 as +4722000001 · a4 dial · a4 !booked · a4 !dialed
10:01:05  anna-out answer · anna-out say pin · anna-out say bye · anna-out hangup · house !pacing agents (predictive; 3 agents, 3 calls in flight; today 0 abandoned of 1 established)
10:01:06  a2 join bob · a2 !answered with nobody reserved · a2 !bridged
10:01:07  bob-out answer · bob-out say pin · bob-out say bye · bob-out hangup
10:01:09  a3 !ended busy network · anna hangup · anna !logout
10:01:20  a2 !ended answered consumer
10:01:23  a4 hangup · a4 !ended trunk_failed us (no sign of ringing)
10:01:50  bob hangup · bob !logout
-- 2026-11-23: attempted 4, answered 2, connected 2, transferred 2, abandoned 0, busy 1, trunk_failed 1, established 1 --
