# nobody is free: the caller hears ringing, and goes before the campaign's next lead when an agent is
wrap-up 5s
10:00:00  agent anna
          lead 90000001
10:00:02  lead 90000002
10:00:05  a1 answered
10:00:10  caller c1 arrives
10:00:20  a1 hangs up 16
10:00:40  caller c1 hangs up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  c1 ring
10:00:20  a1 !ended answered consumer
10:00:25  anna !returned_agent c1 · c1 join anna · c1-desk taken by anna
10:00:45  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:05  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 1 --
