# events stop while it rings; the consumer answers and talks on past the ring time: the talk is not ended, and counts
lenient
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  pbx down
10:00:07  a1 answered
10:00:40  pbx up
10:01:00  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:21  a1 probe · a1 !answered · a1 !bridged
10:01:00  a1 !ended answered consumer
10:04:30  anna !logout
10:16:00  house !stopped
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
