# what became of a talk cannot be asked: it is taken for over in the end, and nothing is dialed before
10:00:00  agent anna
10:00:00  lead 90000001
10:00:02  a1 rings
10:00:05  a1 answered
10:00:06  pbx down
10:00:07  pbx loses a1
10:00:08  phone loses probe
10:00:09  pbx up
10:00:10  lead 90000002
10:00:40  phone works
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:02  a1 !ringing
10:00:05  a1 !answered · a1 !bridged
10:00:09  a1 probe
10:00:14  a1 probe
10:00:19  a1 probe
10:00:24  a1 !ended answered consumer
10:00:54  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:14  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 1 --
