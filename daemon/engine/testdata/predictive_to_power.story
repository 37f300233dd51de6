# power mode is chosen while four open calls ring: the three agents are kept for them, and held for new calls one by one
mode predictive
ledger 100 0
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:01  lead 90000002
10:01:02  lead 90000003
10:01:03  lead 90000004
10:01:05  mode power
10:01:06  lead 90000005
10:01:08  a101 ends 17 486
10:01:09  a102 ends 17 486
10:01:10  a103 answered
10:01:11  a104 rings
10:01:12  a105 rings
10:01:30  a103 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:01:00  a101 create +•••••••001 as +4722000001 · a101 dial · a101 !booked · a101 !dialed
10:01:01  a102 create +•••••••002 as +4722000001 · a102 dial · a102 !booked · a102 !dialed
10:01:02  a103 create +•••••••003 as +4722000001 · a103 dial · a103 !booked · a103 !dialed
10:01:03  a104 create +•••••••004 as +4722000001 · a104 dial · a104 !booked · a104 !dialed
10:01:05  house !pacing guard (power: power mode was chosen; 3 agents, 4 calls in flight; today 0 abandoned of 100 established)
10:01:08  a101 !ended busy network
10:01:09  a102 !ended busy network · a105 create +•••••••005 as +4722000001 · a105 join anna · a105 dial · a105 !booked · a105 !dialed
10:01:10  a103 join bob · a103 !answered with nobody reserved · a103 !bridged
10:01:11  a104 !ringing
10:01:12  a105 !ringing
10:01:30  a103 !ended answered consumer
10:01:31  a104 hangup · a104 !ended no_answer us (ring time over)
10:01:32  a105 hangup · a105 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 105, answered 101, connected 101, transferred 101, abandoned 0, no_answer 2, busy 2, established 100 --
