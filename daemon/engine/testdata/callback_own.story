# a call-back in person is kept for the agent who promised it, who hears that it was agreed; another was free for longer
wrap-up 5s
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  anna keys *99 2411 1330
10:00:20  a1 hangs up 16
          next
13:00:00  agent bob
13:29:00  anna keys *521
13:30:05  lead 90000002
13:30:10  anna keys *53
13:30:20  a3 rings
13:30:21  a3 answered
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  a1 !disposed call_later · a1 !call_back (as wished) · anna say callback-own: 24111330
10:00:20  a1 !ended answered consumer
13:00:00  bob answer · bob say pin · bob say welcome · bob open · bob !login
13:29:00  anna say pause-break · anna !paused break
13:30:05  a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed
13:30:10  anna say back · anna !back
13:30:10.170  a3 create +•••••••001 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed · anna say callback-agreed
13:30:20  a3 !ringing
13:30:21  a3 !answered · a3 !bridged
13:30:25  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
-- 2026-11-24: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
