# norm 2.3, form 5: cancelled while it rang, and the answer won; our hang-up is carried out after it
phone holds hangup
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  anna hangs up
10:00:05.030  a1 answered
10:00:05.200  phone releases hangup
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:05  a1 hangup · a1 !cancelled (the reserved agent left) · anna !logout
10:00:05.030  a1 !answered with nobody reserved
10:00:05.200  a1 !ended answered us
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, established 1 --
