# *97: the consumer's wish is an inquiry, once for each conversation, during the talk and in the wrap-up; with nobody it is nothing
10:00:00  agent anna
          anna keys *97
          lead 90000001
10:00:09  anna keys *97
10:00:10  a1 answered
10:00:30  anna keys *97
10:00:40  anna keys *97
10:01:00  a1 hangs up 16
10:01:05  anna keys *97
10:01:06  anna keys *01
10:01:10  anna keys *97
10:01:20  lead 90000002
10:01:30  a2 answered
10:01:40  a2 hangs up 16
10:01:45  anna keys *97
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say key-refused · anna !login
10:00:09  anna say key-refused
10:00:10  a1 !answered · a1 !bridged
10:00:30  anna say inquiry-noted · inquiries note +•••••••001 of fjellvann by anna: <nil>
10:00:40  anna say inquiry-noted
10:01:00  a1 !ended answered consumer
10:01:05  anna say inquiry-noted
10:01:06  a1 !disposed person · anna say word-taken
10:01:10  anna say key-refused
10:01:20  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:30  a2 !answered · a2 !bridged
10:01:40  a2 !ended answered consumer
10:01:45  anna say inquiry-noted · inquiries note +•••••••002 of fjellvann by anna: <nil>
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0, established 1 --
