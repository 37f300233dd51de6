# the agent is in a call: the try waits until the wrap-up is over; a caller who waits goes first
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  a1 answered
10:00:10  try anna 102
10:00:20  caller c1 arrives
10:00:30  a1 hangs up 16
10:00:35  anna keys *01
10:00:50  caller c1 hangs up
10:00:55  anna keys *01
10:01:05  try answers
10:01:10  try hangs up 16
10:01:20  anna keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:05  a1 !answered · a1 !bridged
10:00:20  c1 ring
10:00:30  a1 !ended answered consumer
10:00:35  a1 !disposed person · anna say word-taken
10:00:38  anna !returned_agent c1 · c1 join anna · c1-desk taken by anna
10:00:55  anna say word-taken · c1-desk person by anna
10:00:58  anna say purpose c1 · anna !try 102 · t1 try 102
10:01:05  t1 join anna
10:01:10  anna !tried 102 (the agent was told the client and the purpose while it rang; it was answered; the two were joined; the extension hung up)
10:01:20  anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
