# 6 a: what is ticked after the hang-up does not count, and another word can still be keyed
kind sales
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:01:00  anna keys *41
10:01:10  a1 hangs up 16
10:01:11  anna keys *42
10:01:13  anna keys *06
10:01:15  anna keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:01:00  a1 !sale_ticked identity · anna say word-taken
10:01:10  a1 !ended answered consumer
10:01:11  a1 !sale_refused SALE_NOT_IN_THE_CALL (price is ticked while the consumer is on the line) · anna say sale-refused
10:01:13  a1 !sale_refused SALE_ITEM_MISSING (not ticked in the call: price (*42, 6.1 b), lock_in (*43, 6.1 c), delivery (*44, 6.1 d), withdrawal (*45, 6.1 e), other (*46, 6.1 f), not_bound (*47, 9 a), age (*48, 4.2 e)) · anna say sale-missing
10:01:15  a1 !disposed person · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
