# *97 in the talk with a caller is the caller's inquiry, not that of the call before; without a caller's talk it is nobody's
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  caller c1 arrives
10:00:15  a1 hangs up 16
10:00:16  anna keys *01
10:00:20  anna keys *97
10:00:21  anna keys *97
10:00:23  caller c1 hangs up
10:00:30  anna keys *97
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  c1 ring
10:00:15  a1 !ended answered consumer
10:00:16  a1 !disposed person · anna say word-taken
10:00:19  anna !returned_agent c1 · c1 join anna · c1-desk taken by anna
10:00:20  anna say inquiry-noted · inquiries note caller c1 by anna: <nil>
10:00:21  anna say inquiry-noted
10:00:30  anna say inquiry-noted
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
