# who asked to be called is rung although reserved nationally; a wish that is taken back a second before the dial is none, though
# the lead was at hand long before (4.2 b)
kind sales
lead 90000001 nationally asked
lead 90000002 nationally asked
10:00:00  agent anna
10:00:01  a1 rings
10:00:09  a1 answered
10:00:30  a1 hangs up 16
10:00:39  withdraw 90000002
10:00:40  anna keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked EXEMPT_REQUEST · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:30  a1 !ended answered consumer
10:00:40  a1 !disposed person · anna say word-taken
10:00:43  house !blocked BLOCK_NATIONAL
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1, exempt_request 1, BLOCK_NATIONAL 1 --
