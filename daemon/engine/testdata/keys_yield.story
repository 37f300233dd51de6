# an agent in the short wrap-up after a word is there for a consumer who has answered and has nobody; a correction is still taken
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
          a104 rings
10:01:20  a101 hangs up 16
          anna keys *01
10:01:21  a104 answered
10:01:22  anna keys *04
10:01:40  a102 hangs up 16
          a103 hangs up 16
          a104 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:01:00  a101 create +•••••••001 as +4722000001 · a101 dial · a101 !booked · a101 !dialed · a102 create +•••••••002 as +4722000001 · a102 dial · a102 !booked · a102 !dialed · a103 create +•••••••003 as +4722000001 · a103 dial · a103 !booked · a103 !dialed · a104 create +•••••••004 as +4722000001 · a104 dial · a104 !booked · a104 !dialed
10:01:05  a101 join anna · a101 !answered with nobody reserved · a101 !bridged · a102 join bob · a102 !answered with nobody reserved · a102 !bridged · a103 join carl · a103 !answered with nobody reserved · a103 !bridged · a104 !ringing
10:01:20  a101 !ended answered consumer · a101 !disposed person · anna say word-taken
10:01:21  a104 join anna · a104 !answered with nobody reserved · a104 !bridged
10:01:22  a101 !disposed call_later · anna say word-before
10:01:40  a102 !ended answered consumer · a103 !ended answered consumer · a104 !ended answered consumer
-- 2026-11-23: attempted 104, answered 104, connected 104, transferred 104, abandoned 0, established 101 --
