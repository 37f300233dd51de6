# a lead is erased after it was brought in: it alone is dropped, the campaign goes on at once
10:00:00  lead 90000001
          lead 90000002
          lead 90000003
          agent anna
10:00:01  a1 rings
10:00:02  erase 90000002
10:00:05  a1 ends 17 486
10:00:06  a2 rings
10:00:08  a2 ends 17 486
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:05  a1 !ended busy network · a2 create +•••••••003 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:06  a2 !ringing
10:00:08  a2 !ended busy network
-- 2026-11-23: attempted 2, answered 0, connected 0, transferred 0, abandoned 0, busy 2 --
