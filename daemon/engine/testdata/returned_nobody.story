# nobody is free within the wait: back to the desk, which takes a message; nobody is even logged in for the second caller
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  caller c1 arrives
10:00:40  a1 hangs up 16
          anna keys *01
10:00:41  anna hangs up
10:00:42  caller c2 arrives
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  c1 ring
10:00:30  c1 back · c1-desk unanswered · house !returned_lost c1 (no agent was free within the wait)
10:00:40  a1 !ended answered consumer · a1 !disposed person · anna say word-taken
10:00:41  anna !logout
10:00:42  c2 ring
10:01:02  c2 back · c2-desk unanswered · house !returned_lost c2 (no agent was free within the wait)
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
