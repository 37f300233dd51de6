# events stop while it rings, and it rings past its time: the look shows that it rings, and it is ended
lenient
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  pbx down
10:00:40  pbx up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:21  a1 probe · a1 hangup
10:00:26  a1 probe · a1 hangup · a1 !ended no_answer us (ring time over; read back from the PBX)
10:04:10  anna !logout
10:15:40  house !stopped
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1 --
