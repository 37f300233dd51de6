# a machine that is told within a second of the bridging is no consumer: m, and not abandoned
10:00:00  agent anna
          agent bob
          lead 90000001
10:00:09  a1 answered
10:00:09.600  desk a1 machine
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:09  a1 !answered · a1 !bridged
10:00:09.600  a1 hangup · a1 !disposed machine · a1 !ended answered agent
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, m 1 --
