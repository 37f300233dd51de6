# a phone of the PBX picks the ringing call up: it is given up, and the agent is free
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  a1 moved picked up by another phone
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:05  a1 hangup · a1 !taken (picked up by another phone) · a1 !cancelled (picked up by another phone) · a1 !ended cancelled_ringing us (picked up by another phone)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1 --
