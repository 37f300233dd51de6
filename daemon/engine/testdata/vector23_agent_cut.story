# norm 2.8, vector 23: a word ends the call within a second of the bridging. It is abandoned, and rung again with two agents held
10:00:00  agent anna
          agent bob
          lead 90000001
10:00:09  a1 answered
10:00:09.600  desk a1 person
09:00:00.500  a2 rings
09:00:05  a2 answered
09:00:30  a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:09  a1 !answered · a1 !bridged
10:00:09.600  a1 hangup · a1 !disposed person · a1 !ended answered agent
09:00:01.140  a2 create +•••••••001 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · bob say abandoned-before
09:00:05  a2 !answered · a2 !bridged
09:00:30  a2 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, agent_cut 1, established 1 --
-- 2026-11-24: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, redial_dedicated 1 --
