# a due lead whose number somebody talks to, dialed by hand: the book is not asked for it in a loop, the others go on
10:00:00  lead 90000001
10:00:01  dials 90000001
10:00:02  agent anna
10:00:10  lead 90000002
10:00:11  a2 rings
10:00:20  a2 ends 17 486
-- transcript --
10:00:01  a1 !booked · house hand dial: <nil>
10:00:02  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:11  a2 !ringing
10:00:20  a2 !ended busy network
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, busy 1 --
