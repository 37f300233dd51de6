# a pause keyed while a number rings for the agent: a colleague who is free takes the call; where none is, it is cancelled
10:00:00  agent anna
          lead 90000001
10:00:01  agent bob
10:00:05  anna keys *521
10:00:10  bob keys *521
10:00:15  lead 90000002
10:00:20  bob keys *53
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 join bob · anna say pause-break · anna !paused break
10:00:10  a1 hangup · a1 !cancelled (the reserved agent paused) · a1 !ended cancelled_ringing us (the reserved agent paused) · bob say pause-break · bob !paused break
10:00:20  bob say back · bob !back
10:00:20.170  a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed
10:00:40.170  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1, trunk_failed 1 --
