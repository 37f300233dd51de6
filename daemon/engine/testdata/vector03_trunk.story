# norm 2.8, vector 3: the trunk says 503
10:00:00  agent anna
          lead 90000001
10:00:02  a1 ends 34 503
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:02  a1 !ended trunk_failed network
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
