# nobody comes free within T: the message, the end of the call, and it is counted; the number is left alone until tomorrow, and
# then dialed with an agent held for it and another who stands by
mode predictive
ledger 100 0
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
          lead 90000002
          lead 90000003
          lead 90000004
10:01:05  a101 answered
          a102 answered
          a103 answered
10:01:10  a104 answered
10:01:20  a104 message ends
10:01:30  a101 hangs up 16
          a102 hangs up 16
          a103 hangs up 16
          anna keys *01
          bob keys *01
          carl keys *01
09:00:02  a105 rings
09:00:05  a105 answered
09:00:30  a105 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:01:00  a101 create +•••••••001 as +4722000001 · a101 dial · a101 !booked · a101 !dialed · a102 create +•••••••002 as +4722000001 · a102 dial · a102 !booked · a102 !dialed · a103 create +•••••••003 as +4722000001 · a103 dial · a103 !booked · a103 !dialed · a104 create +•••••••004 as +4722000001 · a104 dial · a104 !booked · a104 !dialed
10:01:05  a101 join anna · a101 !answered with nobody reserved · a101 !bridged · a102 join bob · a102 !answered with nobody reserved · a102 !bridged · a103 join carl · a103 !answered with nobody reserved · a103 !bridged
10:01:10  a104 !answered with nobody reserved
10:01:12  a104 leave · a104 play abandoned · a104 !message · house !pacing guard (power: over the limit in the last hour; 3 agents, 0 calls in flight; today 1 abandoned of 101 established)
10:01:20  a104 hangup · a104 !ended answered us
10:01:30  a101 !ended answered consumer · a101 !disposed person · a102 !ended answered consumer · a102 !disposed person · a103 !ended answered consumer · a103 !disposed person · anna say word-taken · bob say word-taken · carl say word-taken
11:01:10  house !pacing guard (predictive; 3 agents, 0 calls in flight; today 1 abandoned of 104 established)
09:00:00.200  a105 create +•••••••004 as +4722000001 · a105 join anna · a105 dial · a105 !booked · a105 !dialed · anna say abandoned-before
09:00:02  a105 !ringing
09:00:05  a105 !answered · a105 !bridged
09:00:30  a105 !ended answered consumer
-- 2026-11-23: attempted 104, answered 104, connected 104, transferred 103, abandoned 1, established 104 --
-- 2026-11-24: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, redial_dedicated 1 --
