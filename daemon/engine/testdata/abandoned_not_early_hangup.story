# not abandoned: an agent was held and on the way in, and the consumer left at 1.9 s
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:02  agent bob
10:00:05  phone holds join
          anna hangs up
10:00:06  a1 answered
10:00:07.9  a1 hangs up 16
          phone releases join
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:02  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 join bob · anna !logout
10:00:06  a1 !answered
10:00:07.900  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 0, early_hangup 1 --
