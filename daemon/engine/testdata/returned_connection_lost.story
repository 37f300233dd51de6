# events stop: the wait goes on and ends, what the PBX refuses is tried again; who is gone when events flow again is told
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  caller c1 arrives
          caller c2 arrives
10:00:12  pbx down
          phone refuses caller's back
          pbx loses c2
10:00:31  phone works
10:00:33  pbx up
10:00:50  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  c1 ring · c2 ring
10:00:30  c1 back · c1-desk unanswered · c2 back · c2-desk unanswered · house !returned_lost c1 (no agent was free within the wait) · house !returned_lost c2 (no agent was free within the wait)
10:00:31  c1 back · c2 back
10:00:32  c1 back · c2 back
10:00:33  c2 back
10:00:50  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
