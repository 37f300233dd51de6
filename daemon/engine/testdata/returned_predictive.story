# open calls ring that count on every agent: the caller waits, no new call goes out meanwhile, and gets the first who is not needed
mode predictive
ledger 1 0
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
          lead 90000002
          lead 90000003
10:01:05  caller c1 arrives
          lead 90000004
10:01:06  a2 answered
10:01:08  a3 ends 17 486
10:01:30  caller c1 hangs up
10:01:31  a2 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:01:00  a2 create +•••••••001 as +4722000001 · a2 dial · a2 !booked · a2 !dialed · a3 create +•••••••002 as +4722000001 · a3 dial · a3 !booked · a3 !dialed · a4 create +•••••••003 as +4722000001 · a4 dial · a4 !booked · a4 !dialed
10:01:05  c1 ring · house !pacing agents (predictive; 3 agents, 3 calls in flight; today 0 abandoned of 1 established)
10:01:06  a2 join anna · a2 !answered with nobody reserved · a2 !bridged
10:01:08  a3 !ended busy network · bob !returned_agent c1 · c1 join bob · c1-desk taken by bob
10:01:20  a4 hangup · a4 !ended trunk_failed us (no sign of ringing) · a5 create +•••••••004 as +4722000001 · a5 join carl · a5 dial · a5 !booked · a5 !dialed
10:01:31  a2 !ended answered consumer
10:01:40  a5 hangup · a5 !ended trunk_failed us (no sign of ringing)
10:02:05  house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
-- 2026-11-23: attempted 5, answered 2, connected 2, transferred 2, abandoned 0, busy 1, trunk_failed 2, established 1 --
