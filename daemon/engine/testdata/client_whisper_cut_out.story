# nothing can be said: the seat serves the client that it was given first, and no other
rival skog anna
wrap-up 5s
lead 90000001
09:59:00  phone refuses say client fjellvann
10:00:00  agent anna
10:00:01  phone refuses say client skog
10:00:02  lead 90000002 of skog
10:00:05  a1 rings
10:00:06  a1 answered
10:00:10  a1 hangs up 16
10:00:40  lead 90000003
10:00:45  a2 rings
10:00:46  a2 answered
10:00:50  a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say client fjellvann · anna say purpose c1 · anna !login · anna !seat_client fjellvann (could not be told of client fjellvann: Allocation failed)
10:00:05  a1 !ringing
10:00:06  a1 !answered · a1 !bridged
10:00:10  a1 !ended answered consumer
10:00:15  anna say client skog · anna !seat_client skog (could not be told of client skog: Allocation failed)
10:00:40  a2 create +•••••••003 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say purpose c1
10:00:45  a2 !ringing
10:00:46  a2 !answered · a2 !bridged
10:00:50  a2 !ended answered consumer
10:05:15  anna say client skog · anna !seat_client skog (could not be told of client skog: Allocation failed)
10:10:15  anna say client skog · anna !seat_client skog (could not be told of client skog: Allocation failed)
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0 --
