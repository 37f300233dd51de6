# events stop while it rings and while others talk; on return the floor agrees with the PBX
10:00:00  agent anna
          agent bob
          lead 90000001
          lead 90000002
          lead 90000003
10:00:02  a1 rings
          a2 rings
10:00:03  a2 answered
10:00:05  pbx down
          pbx loses a1
          pbx loses anna
10:00:08  pbx up
10:00:30  a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:02  a1 !ringing · a2 !ringing
10:00:03  a2 !answered · a2 !bridged
10:00:08  a1 hangup · a1 probe · a1 !cancelled (the reserved agent left) · a1 !lost lost · anna !logout
10:00:30  a2 !ended answered consumer
10:01:00  a3 create +•••••••003 as +4722000001 · a3 join bob · a3 dial · a3 !booked · a3 !dialed
10:01:20  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 3, answered 2, connected 2, transferred 1, abandoned 1, trunk_failed 1, lost 1, established 1 --
