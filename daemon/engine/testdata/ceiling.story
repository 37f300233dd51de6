# the trunk's ceiling for us: two lines, three agents
lines 2
10:00:00  agent anna
          agent bob
          agent carl
          lead 90000001
          lead 90000002
          lead 90000003
10:00:05  a1 ends 17 486
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login
10:00:05  a1 !ended busy network · a3 create +•••••••003 as +4722000001 · a3 join carl · a3 dial · a3 !booked · a3 !dialed
10:00:20  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
10:00:25  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 3, answered 0, connected 0, transferred 0, abandoned 0, busy 1, trunk_failed 2 --
