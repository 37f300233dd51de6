# predictive: more calls than agents, none held; an answer gets the agent who has been idle longest, at once
mode predictive
ledger 100 0
10:00:00  agent anna
10:00:01  agent bob
10:00:02  agent carl
10:01:00  lead 90000001
          lead 90000002
          lead 90000003
          lead 90000004
10:01:02  a101 rings
          a102 rings
          a103 rings
          a104 rings
10:01:04  a101 answered
10:01:20  a102 answered
10:01:40  a101 hangs up 16
          anna keys *01
          a102 hangs up 16
          bob keys *02
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:02  carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:01:00  a101 create +•••••••001 as +4722000001 · a101 dial · a101 !booked · a101 !dialed · a102 create +•••••••002 as +4722000001 · a102 dial · a102 !booked · a102 !dialed · a103 create +•••••••003 as +4722000001 · a103 dial · a103 !booked · a103 !dialed · a104 create +•••••••004 as +4722000001 · a104 dial · a104 !booked · a104 !dialed
10:01:02  a101 !ringing · a102 !ringing · a103 !ringing · a104 !ringing
10:01:04  a101 join anna · a101 !answered with nobody reserved · a101 !bridged
10:01:20  a102 join bob · a102 !answered with nobody reserved · a102 !bridged
10:01:22  a103 hangup · a103 !ended no_answer us (ring time over) · a104 hangup · a104 !ended no_answer us (ring time over)
10:01:40  a101 !ended answered consumer · a101 !disposed person · a102 !ended answered consumer · a102 !disposed machine · anna say word-taken · bob say word-taken
-- 2026-11-23: attempted 104, answered 102, connected 102, transferred 102, abandoned 0, no_answer 2, m 1, established 101 --
