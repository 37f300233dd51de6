# the cancelled call is answered all the same: our hang-up ends it, and with two established that breaks the limit
mode predictive
ledger 1 0
phone holds hangup
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:01  lead 90000002
10:01:02  lead 90000003
10:01:05  carl vanishes
10:01:05.010  a4 answered
10:01:05.020  phone releases hangup
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:01:00  a2 create +•••••••001 as +4722000001 · a2 dial · a2 !booked · a2 !dialed
10:01:01  a3 create +•••••••002 as +4722000001 · a3 dial · a3 !booked · a3 !dialed
10:01:02  a4 create +•••••••003 as +4722000001 · a4 dial · a4 !booked · a4 !dialed
10:01:05  a4 hangup · a4 !cancelled (an agent left, and the guard covers the call no longer) · carl !logout · house !pacing agents (predictive; 2 agents, 3 calls in flight; today 0 abandoned of 1 established)
10:01:05.010  a4 !answered with nobody reserved
10:01:05.020  a4 join anna · a4 !ended answered us · house !campaign predictive_off (1 abandoned of 2 established today) · house !pacing guard (power: predictive is off until a person restarts it: 1 abandoned of 2 established today; 2 agents, 2 calls in flight; today 1 abandoned of 2 established)
10:01:20  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
10:01:21  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 4, answered 2, connected 2, transferred 1, abandoned 1, trunk_failed 2, established 2 --
