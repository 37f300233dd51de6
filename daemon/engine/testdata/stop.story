# stopping: nothing new; what rings goes on; a second word cancels it
10:00:00  agent anna
          agent bob
          lead 90000001
          lead 90000002
          lead 90000003
10:00:05  a1 answered
          a2 rings
10:00:06  stop
10:00:10  cut
10:00:20  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 !answered · a1 !bridged · a2 !ringing
10:00:10  a2 hangup · a2 !cancelled (stopping) · a2 !ended cancelled_ringing us (stopping)
10:00:20  a1 !ended answered consumer
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, cancelled_ringing 1 --
