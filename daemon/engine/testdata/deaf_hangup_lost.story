# the agent's word ends the call as the socket breaks, and no request is answered for half a minute: the call is not lost
lenient
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  a1 answered
10:00:20  phone loses hangup
          phone loses probe
          anna keys *01
          pbx down
10:00:50  phone works
          pbx up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:05  a1 !answered · a1 !bridged
10:00:20  a1 hangup · a1 !disposed person
10:00:25  a1 probe · a1 hangup
10:00:30  a1 probe · a1 hangup
10:00:35  a1 probe · a1 hangup
10:00:40  a1 probe · a1 hangup
10:00:45  a1 probe · a1 hangup
10:00:50  a1 probe · a1 hangup
10:00:55  a1 probe · a1 hangup · a1 !ended answered agent
10:04:20  anna !logout
10:15:50  house !stopped
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
