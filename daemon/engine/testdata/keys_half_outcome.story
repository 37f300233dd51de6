# habit: *0 at the wrap-up's end and the digit in the next talk. It is the call before's, however long the digit takes
wrap-up 5s
10:00:00  agent anna
          lead 90000001
          lead 90000002
          lead 90000003
10:00:09  a1 answered
10:01:00  a1 hangs up 16
10:01:04  anna keys *0
10:01:05.5  a2 answered
10:01:06  anna keys 1
10:02:00  a2 hangs up 16
10:02:05.5  anna keys *0
10:02:06  a3 answered
10:02:08.5  anna keys 3
10:03:00  a3 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:01:00  a1 !ended answered consumer
10:01:05  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:05.500  a2 !answered · a2 !bridged
10:01:06  a1 !disposed person · anna say word-before
10:02:00  a2 !ended answered consumer
10:02:05  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:02:06  a3 !answered · a3 !bridged
10:02:08.500  a2 !disposed wrong_number · anna say word-before
10:03:00  a3 !ended answered consumer
-- 2026-11-23: attempted 3, answered 3, connected 3, transferred 3, abandoned 0, established 2 --
