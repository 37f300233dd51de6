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
10:00:00  a1 create +•••••••002 as +4722000001 · a1 join bob · a1 dial · a1 !booked · a1 !dialed · a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:02  a1 !ringing · a2 !ringing
10:00:03  a2 !answered · a2 !bridged
10:00:08  a1 !lost lost · a2 !agent_gone · a3 create +•••••••003 as +4722000001 · a3 join bob · a3 dial · a3 !booked · a3 !dialed · anna !logout
10:00:10  a2 leave · a2 play abandoned · a2 !message
10:00:28  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
10:00:30  a2 hangup · a2 !ended answered us
-- 2026-11-23: attempted 3, answered 2, connected 2, transferred 1, abandoned 2, trunk_failed 1, lost 1, agent_drop 1, established 2 --
