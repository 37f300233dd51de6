# an existing customer of the client is rung although reserved nationally, and the booking says why (mfl. § 12, norm 10);
# who is no customer is not
kind sales
10:00:00  agent anna
          lead 90000001 nationally customer
10:00:01  a1 rings
10:00:09  a1 answered
10:01:14  a1 hangs up 16
10:01:20  anna keys *01
10:02:00  lead 90000002 nationally
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked EXEMPT_CUSTOMER · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:01:14  a1 !ended answered consumer
10:01:20  a1 !disposed person · anna say word-taken
10:02:00  house !blocked BLOCK_NATIONAL
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1, exempt_customer 1, BLOCK_NATIONAL 1 --
