# norm 2.8, vector 22, its bridge: the agent is given up and another bridged 0.3 s after the answer
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:02  agent bob
10:00:05  phone holds join
          anna hangs up
10:00:06  a1 answered
10:00:06.300  phone releases join
10:01:00  a1 hangs up 16
10:01:05  bob keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:02  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 join bob · anna !logout
10:00:06  a1 !answered
10:00:06.300  a1 !bridged
10:01:00  a1 !ended answered consumer
10:01:05  a1 !disposed person · bob say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
