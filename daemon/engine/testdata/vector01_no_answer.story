# norm 2.8, vector 1: rings out
ring 30s
10:00:00  agent anna
          lead 90000001
10:00:02  a1 rings
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:02  a1 !ringing
10:00:32  a1 hangup · a1 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1 --
