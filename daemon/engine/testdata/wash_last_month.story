# a list that was washed last month, however lately, is not rung in this one (mfl. § 13 a)
day 2026-12-01
kind sales
10:00:00  agent anna
          lead 90000001 washed-last-month
          lead 90000002 washed-today
10:00:01  a1 rings
10:00:15  a1 ends 17 486
-- transcript --
10:00:00  a1 create +•••••••002 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · house !blocked BLOCK_WASH
10:00:01  a1 !ringing
10:00:15  a1 !ended busy network
-- 2026-12-01: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, busy 1, BLOCK_WASH 1 --
