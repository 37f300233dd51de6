# power mode: as many calls as agents, longest idle first, and wrap-up ends by its timer
wrap-up 10s
10:00:00  agent bob
10:00:01  agent anna
          lead 90000001
          lead 90000002
          lead 90000003
10:00:05  a1 answered
10:00:06  a2 ends 17 486
10:00:08  a3 rings
10:00:15  a1 hangs up 16
-- transcript --
10:00:00  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join bob · a1 dial · a1 !booked · a1 !dialed · a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:06  a2 !ended busy network · a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:00:08  a3 !ringing
10:00:15  a1 !ended answered consumer
10:00:28  a3 hangup · a3 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 3, answered 1, connected 1, transferred 1, abandoned 0, no_answer 1, busy 1 --
