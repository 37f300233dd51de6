# *55 says client, source and the right to be left alone: in the talk, in the wrap-up, with a caller; else nothing
client skog carl
lead 90000001
10:00:00  agent anna
10:00:01  anna keys *55
10:00:05  a1 rings
10:00:06  a1 answered
10:00:10  anna keys *55
10:00:20  a1 hangs up 16
10:00:25  anna keys *55
10:00:50  caller c1 arrives for skog
10:00:55  anna keys *55
10:01:00  caller c1 hangs up
10:01:05  anna keys *55
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  anna say key-refused
10:00:05  a1 !ringing
10:00:06  a1 !answered · a1 !bridged
10:00:10  anna say known fjellvann c1 kunder
10:00:20  a1 !ended answered consumer
10:00:25  anna say known fjellvann c1 kunder
10:00:50  anna !returned_agent c1 · c1 ring · c1 join anna about skog · c1-desk taken by anna
10:00:55  anna say known skog
10:01:05  anna say known skog
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
