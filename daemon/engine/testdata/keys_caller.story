# a word for the call before, keyed when a caller has just been put through, leaves the caller alone; one for the caller leaves the next
wrap-up 2s
10:00:00  agent anna
          lead 90000001
10:00:09  a1 answered
10:00:25  lead 90000002
          caller c1 arrives
10:00:30  a1 hangs up 16
10:00:33  anna keys *04
10:00:40  anna keys *01
10:00:41  anna keys *01
10:00:45  a2 answered
10:00:46  anna keys *01
10:01:00  a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:00:25  c1 ring
10:00:30  a1 !ended answered consumer
10:00:32  anna !returned_agent c1 · c1 join anna · c1-desk taken by anna
10:00:33  a1 !disposed call_later · anna say word-before
10:00:40  c1 hangup · c1-desk person by anna
10:00:41  anna say word-taken · c1-desk person by anna
10:00:44  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:45  a2 !answered · a2 !bridged
10:00:46  anna say key-refused
10:01:00  a2 !ended answered consumer
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0, established 1 --
