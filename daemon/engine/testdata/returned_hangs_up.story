# the caller hangs up while waiting: that is an inquiry too
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  caller c1 arrives
10:00:15  caller c1 hangs up
10:00:50  a1 hangs up 16
          anna keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  c1 ring
10:00:15  c1-desk unanswered · house !returned_lost c1 (hung up while waiting)
10:00:50  a1 !ended answered consumer · a1 !disposed person · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
