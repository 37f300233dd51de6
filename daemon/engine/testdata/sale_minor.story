# 4.2 e: a minor is sold nothing: no item can be ticked after the key, and no sale keyed
kind sales
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:01:01  anna keys *41
10:01:05  anna keys *91
10:01:06  anna keys *42
10:01:08  anna keys *06
10:01:30  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:01:01  a1 !sale_ticked identity · anna say word-taken
10:01:05  a1 !disposed minor · tell a1+anna: goodbye
10:01:06  a1 !sale_refused SALE_MINOR (the person is under 18) · anna say sale-refused
10:01:08  a1 !sale_refused SALE_MINOR (the person is under 18) · anna say sale-refused
10:01:10  a1 hangup · a1 !ended answered agent · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
