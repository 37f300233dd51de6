# the PBX takes the request to dial and never says a word: hung up by our own clock, and lost when not even that is answered
10:00:00  agent anna
          phone loses dial
          phone loses hangup
          lead 90000001
10:00:01  a1 rings
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !dialed · a1 !ringing
10:00:21  a1 hangup
10:00:26  a1 probe · a1 hangup
10:00:31  a1 probe · a1 hangup
10:00:36  a1 !lost lost
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, lost 1, established 1 --
