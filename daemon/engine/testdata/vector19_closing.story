# norm 2.8, vector 19: the network is slow to ring, so it would ring past 21:00; at 21:00:00 it stops
20:59:35  agent anna
          lead 90000001
20:59:45  a1 rings
-- transcript --
20:59:35  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
20:59:45  a1 !ringing
21:00:00  a1 hangup · a1 !cancelled (calling hours ended) · a1 !ended cancelled_ringing us (calling hours ended)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1 --
