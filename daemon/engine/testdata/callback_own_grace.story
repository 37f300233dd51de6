# the agent who promised is away: after the grace another agent calls, who hears that it was agreed
wrap-up 5s
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  anna keys *99 2411 1330
10:00:20  a1 hangs up 16
11:00:00  anna hangs up
          next
13:00:00  agent bob
13:40:05  a2 rings
13:40:06  a2 answered
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  a1 !disposed call_later · a1 !call_back (as wished) · anna say callback-own: 24111330
10:00:20  a1 !ended answered consumer
11:00:00  anna !logout
13:00:00  bob answer · bob say pin · bob say welcome · bob open · bob !login
13:40:00  a2 create +•••••••001 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · bob say callback-agreed
13:40:05  a2 !ringing
13:40:06  a2 !answered · a2 !bridged
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
-- 2026-11-24: attempted 0, answered 0, connected 0, transferred 0, abandoned 0 --
