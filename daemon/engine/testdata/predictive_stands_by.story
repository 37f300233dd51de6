# who stands by for a number abandoned before is not counted on for anything else: two calls for the two who are left
mode predictive
ledger 1 0
10:00:00  agent anna
          agent bob
          agent carl
          agent dora
10:01:00  lead 90000001 flagged yesterday
10:01:01  lead 90000002
10:01:02  lead 90000003
10:01:03  lead 90000004
10:01:04  a2 rings
10:01:09  a2 answered
10:01:40  a2 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · dora answer · dora say pin · dora say welcome · dora open · dora !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:01:00  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say abandoned-before
10:01:01  a3 create +•••••••002 as +4722000001 · a3 dial · a3 !booked · a3 !dialed
10:01:02  a4 create +•••••••003 as +4722000001 · a4 dial · a4 !booked · a4 !dialed
10:01:04  a2 !ringing
10:01:09  a2 !answered · a2 !bridged · a5 create +•••••••004 as +4722000001 · a5 dial · a5 !booked · a5 !dialed
10:01:21  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
10:01:22  a4 hangup · a4 !ended trunk_failed us (no sign of ringing)
10:01:29  a5 hangup · a5 !ended trunk_failed us (no sign of ringing)
10:01:40  a2 !ended answered consumer
-- 2026-11-23: attempted 5, answered 2, connected 2, transferred 2, abandoned 0, trunk_failed 3, established 1, redial_dedicated 1 --
