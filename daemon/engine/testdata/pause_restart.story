# a pause outlives the daemon, whether it had begun or was keyed in a talk; a log-in with the PIN ends it
10:00:00  agent anna
          agent bob
          lead 90000001
10:00:05  a1 answered
10:00:06  anna keys *521
10:00:07  bob keys *522
10:00:10  kill
10:00:20  start
10:00:25  lead 90000002
10:00:30  a1 hangs up 16
10:01:30  bob hangs up
10:01:40  agent bob
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 !answered · a1 !bridged
10:00:06  anna say pause-later · anna !pause_asked break
10:00:07  bob say pause-lunch · bob !paused lunch
10:00:20  anna say pause-later · anna !login · anna !pause_asked break · bob say pause-lunch · bob !login · bob !paused lunch
10:00:30  a1 !ended answered consumer
10:01:00  anna say pause-break · anna !paused break
10:01:30  bob !logout
10:01:40  a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:02:00  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 1 --
