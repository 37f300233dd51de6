# norm 2.3, form 6: the agent's leg dies 4.9 s after the bridging and the next one is there after 2.5 s: too late
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:13.9  anna vanishes
10:00:16.4  agent bob
10:00:40  a1 hangs up 16
10:00:41  bob keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:13.900  a1 !agent_gone · anna !logout
10:00:15.900  a1 leave · a1 play abandoned · a1 !message
10:00:16.400  a1 stop abandoned · a1 join bob · a1 !bridged · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:40  a1 !ended answered consumer
10:00:41  a1 !disposed person · bob say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 1, agent_drop 1, established 1 --
