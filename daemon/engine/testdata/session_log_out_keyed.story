# logging out on the line: after the call when keyed in one, else at once
10:00:00  agent anna
          agent bob
          lead 90000001
10:00:05  a1 answered
10:00:10  anna keys *59
          bob keys *59
10:00:15  a1 hangs up 16
10:00:20  anna keys *01
10:00:22  lead 90000002
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  anna say bye-later · bob say bye · bob hangup · bob !logout
10:00:15  a1 !ended answered consumer
10:00:20  a1 !disposed person · anna say word-taken
10:00:23  anna hangup · anna !logout
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
