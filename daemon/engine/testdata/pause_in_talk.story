# a pause keyed in a talk begins when the wrap-up is over; it can be taken back before
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:05  a1 answered
10:00:10  anna keys *523
10:00:15  a1 hangs up 16
10:00:20  anna keys *01
10:01:00  anna keys *53
10:01:10  a2 answered
10:01:15  anna keys *521
10:01:20  anna keys *53
10:01:25  a2 hangs up 16
10:01:30  anna keys *01
10:01:40  lead 90000003
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  anna say pause-later · anna !pause_asked training
10:00:15  a1 !ended answered consumer
10:00:20  a1 !disposed person · anna say word-taken
10:00:23  anna say pause-training · anna !paused training
10:01:00  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say back · anna !back
10:01:10  a2 !answered · a2 !bridged
10:01:15  anna say pause-later · anna !pause_asked break
10:01:20  anna say back · anna !back
10:01:25  a2 !ended answered consumer
10:01:30  a2 !disposed person · anna say word-taken
10:01:40  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:02:00  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 3, answered 2, connected 2, transferred 2, abandoned 0, trunk_failed 1, established 2 --
