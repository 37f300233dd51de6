# norm 2.8, vector 16: the same, and a colleague is in after 1.5 s
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:12  anna vanishes
10:00:13.500  agent bob
10:01:00  a1 hangs up 16
10:01:10  bob keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:12  a1 !agent_gone · anna !logout
10:00:13.500  a1 join bob · a1 !bridged · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:01:00  a1 !ended answered consumer
10:01:10  a1 !disposed person · bob say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, agent_drop 1, established 1 --
