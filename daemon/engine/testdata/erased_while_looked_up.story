# a lead is erased while it is looked up
registers take 100ms
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:00.050  erase 90000001
10:00:01  a1 rings
10:00:03  a1 ends 17 486
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:00.300  a1 create +•••••••002 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:01  a1 !ringing
10:00:03  a1 !ended busy network
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, busy 1 --
