# 6 a: no script is ticked with a caller, so the talk can be no sale; it goes on, and another word ends it
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  caller c1 arrives
10:00:15  a1 hangs up 16
10:00:16  anna keys *01
10:00:22  anna keys *41
10:00:24  anna keys *06
10:00:27  anna keys *01
10:00:28  caller c1 hangs up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  c1 ring
10:00:15  a1 !ended answered consumer
10:00:16  a1 !disposed person · anna say word-taken
10:00:19  anna !returned_agent c1 · c1 join anna · c1-desk taken by anna
10:00:22  anna say key-refused
10:00:24  anna say sale-refused
10:00:27  c1 hangup · c1-desk person by anna
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
