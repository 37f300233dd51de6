# the trunk says 503, then 404, to all: four leads, then one at growing intervals, none of them used up; a ringing phone ends it
10:00:00  agent anna
          lead 90000001
          lead 90000002
          lead 90000003
          lead 90000004
          lead 90000005
          lead 90000006
          lead 90000007
          lead 90000008
          lead 90000009
10:00:01  a1 ends 34 503
10:00:02  a2 ends 34 503
10:00:03  a3 ends 1 404
10:00:04  a4 ends 1 404
10:00:20  a5 ends 1 404
10:00:51  a6 rings
10:00:52  a6 ends 17 486
10:00:55  a7 rings
10:00:58  a7 ends 17 486
10:00:59  a8 ends 1 404
10:01:00  a9 rings
10:01:03  a9 ends 17 486
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ended trunk_failed network · a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:02  a2 !ended trunk_failed network · a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:00:03  a3 !ended trunk_failed network (no such number, says a trunk that reaches no one) · a4 create +•••••••004 as +4722000001 · a4 join anna · a4 dial · a4 !booked · a4 !dialed
10:00:04  a4 !ended trunk_failed network (no such number, says a trunk that reaches no one)
10:00:19  a5 create +•••••••005 as +4722000001 · a5 join anna · a5 dial · a5 !booked · a5 !dialed
10:00:20  a5 !ended trunk_failed network (no such number, says a trunk that reaches no one)
10:00:50  a6 create +•••••••006 as +4722000001 · a6 join anna · a6 dial · a6 !booked · a6 !dialed
10:00:51  a6 !ringing
10:00:52  a6 !ended busy network · a7 create +•••••••007 as +4722000001 · a7 join anna · a7 dial · a7 !booked · a7 !dialed
10:00:55  a7 !ringing
10:00:58  a7 !ended busy network · a8 create +•••••••008 as +4722000001 · a8 join anna · a8 dial · a8 !booked · a8 !dialed
10:00:59  a8 !ended trunk_failed network (invalid number) · a9 create +•••••••009 as +4722000001 · a9 join anna · a9 dial · a9 !booked · a9 !dialed
10:01:00  a9 !ringing
10:01:03  a9 !ended busy network
-- 2026-11-23: attempted 9, answered 0, connected 0, transferred 0, abandoned 0, busy 3, trunk_failed 6 --
