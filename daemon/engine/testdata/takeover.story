# the reserved agent leaves while it rings; another free agent takes the reservation
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
          agent bob
10:00:05  anna hangs up
10:00:09  a1 answered
10:00:30  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 join bob · anna !logout
10:00:09  a1 !answered · a1 !bridged
10:00:30  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
