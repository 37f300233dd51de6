# a look-up is put back while the book is asked for more: its lead waits once, and is called once
book takes 3s
registers take 2s
10:00:00  agent anna
          lead 90000001
10:00:04  anna hangs up
10:00:10  book takes 0s
          registers take 0s
          agent anna
10:00:15  a1 rings
10:00:16  a1 answered
10:00:20  anna keys *01
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:04  anna !logout
10:00:10  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:15  a1 !ringing
10:00:16  a1 !answered · a1 !bridged
10:00:20  a1 hangup · a1 !disposed person · a1 !ended answered agent
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
