# 4.2 f: a call that was ended for the person's sake can be no sale, whatever was ticked before
kind sales
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:01:01  anna keys *41
10:01:02  anna keys *42
10:01:03  anna keys *43
10:01:04  anna keys *44
10:01:05  anna keys *45
10:01:06  anna keys *46
10:01:07  anna keys *47
10:01:08  anna keys *48
10:01:12  anna keys *90
10:01:30  a1 hangs up 16
10:01:31  anna keys *06
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:01:01  a1 !sale_ticked identity · anna say word-taken
10:01:02  a1 !sale_ticked price · anna say word-taken
10:01:03  a1 !sale_ticked lock_in · anna say word-taken
10:01:04  a1 !sale_ticked delivery · anna say word-taken
10:01:05  a1 !sale_ticked withdrawal · anna say word-taken
10:01:06  a1 !sale_ticked other · anna say word-taken
10:01:07  a1 !sale_ticked not_bound · anna say word-taken
10:01:08  a1 !sale_ticked age · anna say word-taken
10:01:12  a1 !disposed duty_of_care · tell a1+anna: goodbye
10:01:17  a1 hangup · a1 !ended answered agent · anna say word-taken
10:01:31  a1 !sale_refused SALE_DUTY_OF_CARE (the call was ended out of care for the person) · anna say sale-refused
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
