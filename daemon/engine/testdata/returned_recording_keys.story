# the agent's keys about a recording do nothing in a caller's talk, and a log-out comes after it
recording opt_in
wrap-up 0s
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:08  a1 hangs up 16
10:00:10  caller c1 arrives
10:00:12  anna keys *60
          anna keys *61
          anna keys *03
10:00:15  caller c2 arrives
10:00:16  anna logs out
10:00:25  caller c2 hangs up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:08  a1 !ended answered consumer
10:00:10  anna !returned_agent c1 · c1 ring · c1 join anna · c1-desk taken by anna
10:00:12  anna say key-refused · anna say key-refused · c1 hangup · c1-desk wrong_number by anna
10:00:15  anna !returned_agent c2 · c2 ring · c2 join anna · c2-desk taken by anna
10:00:16  anna-out answer · anna-out say pin · anna-out say bye · anna-out hangup
10:00:25  anna hangup · anna !logout
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
