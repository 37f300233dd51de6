# the number is right: the day's first call shows it, and the others go out beside it
sends 22000001
10:00:00  agent anna
          agent bob
          lead 90000001
          lead 90000002
10:00:05  a1 rings
10:00:06  a2 rings
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · house !shown
10:00:05  a1 !ringing
10:00:06  a2 !ringing
10:00:25  a1 hangup · a1 !ended no_answer us (ring time over)
10:00:26  a2 hangup · a2 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 2, answered 0, connected 0, transferred 0, abandoned 0, no_answer 2 --
