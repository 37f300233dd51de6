# A hang-up is slow by a second, and its consumer answers; a caller is put to the same agent; the daemon is killed. Found in one
# bridge: the consumer stays, the caller goes back to the desk.
lenient
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
10:00:23.195  lead 90000009
10:00:26.704  a206 ends 17 486
10:00:36.794  phone holds hangup
10:00:37.273  lead 90000010
10:00:46.472  agent carl
10:00:53.626  a208 early
10:01:14.629  a208 answered
10:01:16.868  caller c1 arrives
10:01:17.484  kill
10:01:18.788  anna keys *01
-- transcript --
10:00:00  a201 create +•••••••001 as +4722000001 · a201 join anna · a201 dial · a201 !booked · a201 !dialed · a202 create +•••••••004 as +4722000001 · a202 join bob · a202 dial · a202 !booked · a202 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:00.018  a202 !ended busy network · a203 create +•••••••005 as +4722000001 · a203 join bob · a203 dial · a203 !booked · a203 !dialed
10:00:04.279  a203 hangup · a203 !cancelled (the number was reserved meanwhile) · a203 !ended cancelled_ringing us (the number was reserved meanwhile) · a204 create +•••••••006 as +4722000001 · a204 join bob · a204 dial · a204 !booked · a204 !dialed
10:00:20  a201 hangup · a201 !ended trunk_failed us (no sign of ringing) · a205 create +•••••••007 as +4722000001 · a205 join anna · a205 dial · a205 !booked · a205 !dialed
10:00:24.279  a204 hangup · a204 !ended trunk_failed us (no sign of ringing) · a206 create +•••••••008 as +4722000001 · a206 join bob · a206 dial · a206 !booked · a206 !dialed
10:00:26.704  a206 !ended busy network · a207 create +•••••••009 as +4722000001 · a207 join bob · a207 dial · a207 !booked · a207 !dialed
10:00:40  a205 hangup
10:00:45  a205 probe · a205 hangup
10:00:46.472  a208 create +•••••••010 as +4722000001 · a208 join carl · a208 dial · a208 !booked · a208 !dialed · carl answer · carl say pin · carl say welcome · carl open · carl !login
10:00:46.704  a207 hangup
10:00:50  a205 probe · a205 hangup
10:00:51.704  a207 probe · a207 hangup
10:00:53.626  a208 !early
10:00:55  a205 !lost lost
10:00:56.704  a207 probe · a207 hangup
10:01:01.704  a207 !lost lost
10:01:13.626  a208 hangup
10:01:14.629  a208 !answered with nobody reserved
10:01:16.629  a208 !message
10:01:16.868  c1 ring · c1 join carl · c1-desk taken by carl · carl !returned_agent c1
10:01:18.788  a205 hangup · a207 hangup · a208 !bridged · anna !login · bob !login · c1 back · c1-desk unanswered · carl !login · house !returned_lost c1 (the agent was found in a call, too)
10:01:48.788  a208 !ended answered consumer
10:04:48.788  anna !logout · bob !logout · carl !logout
10:16:18.788  house !stopped
-- 2026-11-23: attempted 208, answered 203, connected 203, transferred 201, abandoned 2, busy 2, cancelled_ringing 1, trunk_failed 2, lost 2, established 202 --
