# an agent vanishes, a call is abandoned on it, and the limit is broken: alarm, power until a person restarts it with a reason
mode predictive
ledger 95 5 yesterday
ledger 1 0
phone loses hangup
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:02  lead 90000002
10:01:03  lead 90000003
10:01:05  a102 answered
          a103 answered
10:01:06  carl vanishes
10:01:06.100  a104 answered
10:01:15  phone works
          a104 message ends
10:01:30  a102 hangs up 16
          anna keys *01
          a103 hangs up 16
          bob keys *01
10:02:00  restarts the phone of carl has a new cable
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 1 established)
10:01:00  a102 create +•••••••001 as +4722000001 · a102 dial · a102 !booked · a102 !dialed
10:01:02  a103 create +•••••••002 as +4722000001 · a103 dial · a103 !booked · a103 !dialed
10:01:03  a104 create +•••••••003 as +4722000001 · a104 dial · a104 !booked · a104 !dialed
10:01:05  a102 join anna · a102 !answered with nobody reserved · a102 !bridged · a103 join bob · a103 !answered with nobody reserved · a103 !bridged
10:01:06  a104 hangup · a104 !cancelled (an agent left, and the guard covers the call no longer) · carl !logout · house !pacing agents (predictive; 2 agents, 1 calls in flight; today 0 abandoned of 1 established)
10:01:06.100  a104 !answered with nobody reserved
10:01:08.100  a104 leave · a104 play abandoned · a104 !message · house !campaign predictive_off (1 abandoned of 2 established today) · house !pacing guard (power: predictive is off until a person restarts it: 1 abandoned of 2 established today; 2 agents, 0 calls in flight; today 1 abandoned of 2 established)
10:01:15  a104 hangup · a104 !ended answered us
10:01:30  a102 !ended answered consumer · a102 !disposed person · a103 !ended answered consumer · a103 !disposed person · anna say word-taken · bob say word-taken
10:02:00  house !campaign predictive_on (the phone of carl has a new cable) · house !pacing guard (power: over the limit in the last hour; 2 agents, 0 calls in flight; today 1 abandoned of 4 established)
-- 2026-11-22: attempted 100, answered 100, connected 100, transferred 95, abandoned 5, established 100 --
-- 2026-11-23: attempted 4, answered 4, connected 4, transferred 3, abandoned 1, established 4 --
