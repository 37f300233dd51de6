# a caller who is put through slowly is met when the two can hear each other: codes are counted from then
wrap-up 2s
phone holds caller's join
10:00:00  agent anna
          lead 90000001
10:00:09  a1 answered
10:00:25  caller c1 arrives
10:00:30  a1 hangs up 16
10:00:33  anna keys *9
10:00:34.5  phone releases caller's join
10:00:35  anna keys 7
10:00:36  anna keys *04
10:00:37  anna keys *97
10:00:50  anna keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:00:25  c1 ring
10:00:30  a1 !ended answered consumer
10:00:32  c1 join anna
10:00:34.500  anna !returned_agent c1 · c1-desk taken by anna
10:00:35  anna say key-refused
10:00:36  a1 !disposed call_later · anna say word-before
10:00:37  anna say inquiry-noted · inquiries note caller c1 by anna: <nil>
10:00:50  c1 hangup · c1-desk person by anna
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
