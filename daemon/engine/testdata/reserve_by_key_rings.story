# a caller asks for it while the number rings elsewhere: the ringing ends before the agent hears that it is reserved,
# and it is never rung again
10:00:00  agent anna
10:00:05  caller c1 arrives
10:00:20  agent bob
          lead 90000001
10:00:22  a1 rings
10:00:25  anna keys *73
10:00:40  caller c1 hangs up
10:00:42  anna keys *71
10:01:00  lead 90000002
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  anna !returned_agent c1 · c1 ring · c1 join anna · c1-desk taken by anna
10:00:20  a1 create +•••••••001 as +4722000001 · a1 join bob · a1 dial · a1 !booked · a1 !dialed · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:22  a1 !ringing
10:00:25  a1 hangup · a1 !cancelled (the number was reserved meanwhile) · a1 !ended cancelled_ringing us (the number was reserved meanwhile) · anna say registered: 001 · registers add +•••••••001 (client and call centre) by anna · tell anna+c1: reserved with both
10:00:42  anna say registered: 001 · registers add +•••••••001 (client) by anna
10:01:00  a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed
10:01:20  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1, trunk_failed 1 --
