# An agent is found on two phones, on one with a consumer whose hang-up was slow, on the other with a caller: the consumer stays.
lenient
wrap-up 5s
ledger 200 0
10:00:00.000  lead 90000001
10:00:00.000  lead 90000004
10:00:00.000  lead 90000005
10:00:00.000  lead 90000006
10:00:00.000  lead 90000007
10:00:00.000  lead 90000008
10:00:00.000  agent anna
10:00:00.000  agent bob
10:00:00.018  a202 ends 17 486
10:00:04.279  reserve 90000005
10:00:17.092  a204 ends 34 503
10:00:23.195  lead 90000009
10:00:24.315  a205 answered
10:00:25.690  a205 hangs up 16
10:00:26.704  a206 ends 17 486
10:00:36.794  phone holds hangup
10:00:37.273  lead 90000010
10:00:46.472  agent carl
10:00:53.662  a208 rings
10:01:02.010  agent bob2
10:01:14.629  a208 answered
10:01:16.868  caller c1 arrives
10:01:17.484  kill
10:01:17.571  start
-- transcript --
10:00:00  a201 create +•••••••001 as +4722000001 · a201 join anna · a201 dial · a201 !booked · a201 !dialed · a202 create +•••••••004 as +4722000001 · a202 join bob · a202 dial · a202 !booked · a202 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:00.018  a202 !ended busy network · a203 create +•••••••005 as +4722000001 · a203 join bob · a203 dial · a203 !booked · a203 !dialed
10:00:04.279  a203 hangup · a203 !cancelled (the number was reserved meanwhile) · a203 !ended cancelled_ringing us (the number was reserved meanwhile) · a204 create +•••••••006 as +4722000001 · a204 join bob · a204 dial · a204 !booked · a204 !dialed
10:00:17.092  a204 !ended trunk_failed network · a205 create +•••••••007 as +4722000001 · a205 join bob · a205 dial · a205 !booked · a205 !dialed
10:00:20  a201 hangup · a201 !ended trunk_failed us (no sign of ringing) · a206 create +•••••••008 as +4722000001 · a206 join anna · a206 dial · a206 !booked · a206 !dialed
10:00:24.315  a205 !answered · a205 !bridged
10:00:25.690  a205 !ended answered consumer
10:00:26.704  a206 !ended busy network · a207 create +•••••••009 as +4722000001 · a207 join anna · a207 dial · a207 !booked · a207 !dialed
10:00:37.273  a208 create +•••••••010 as +4722000001 · a208 join bob · a208 dial · a208 !booked · a208 !dialed
10:00:46.472  carl answer · carl say pin · carl say welcome · carl open · carl !login
10:00:46.704  a207 hangup
10:00:51.704  a207 probe · a207 hangup
10:00:53.662  a208 !ringing
10:00:56.704  a207 probe · a207 hangup
10:01:01.704  a207 !lost lost
10:01:02.010  bob !login · bob2 answer · bob2 say pin · bob2 say welcome · bob2 open
10:01:13.662  a208 hangup
10:01:14.629  a208 !answered with nobody reserved · bob hangup
10:01:16.629  a208 !message
10:01:16.868  bob !returned_agent c1 · c1 ring · c1 join bob2 · c1-desk taken by bob
10:01:17.571  a207 hangup · a207 hangup · a208 !bridged · a208 !agent_gone · a208 !ended answered consumer · anna !login · bob !login · bob !login · bob !logout · c1 back · c1-desk unanswered · carl !login · house !returned_lost c1 (the agent was found in a call, too)
10:04:47.571  anna !logout · bob !logout · carl !logout
10:16:17.571  house !stopped
-- 2026-11-23: attempted 208, answered 203, connected 203, transferred 202, abandoned 2, busy 2, cancelled_ringing 1, trunk_failed 2, lost 1, agent_drop 1, established 202 --
