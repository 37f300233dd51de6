# norm 2.3, form 7, and 2.8, vector 17: what is said to a consumer without an agent never stops the clock; they leave at 5 s
phone loses hangup
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  anna hangs up
10:00:05  a1 answered
          phone works
10:00:10  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:05  a1 hangup · a1 !cancelled (the reserved agent left) · a1 !answered with nobody reserved · anna !logout
10:00:07  a1 leave · a1 play abandoned · a1 !message
10:00:10  a1 !ended answered us
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, established 1 --
