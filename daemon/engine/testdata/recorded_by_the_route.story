# a route that records each call: the call is ended, and nothing is dialed any more
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
          route records a1
10:00:02  lead 90000002
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 hangup · a1 !ringing · a1 !cancelled (the PBX's route records it without consent) · a1 !ended cancelled_ringing us (the PBX's route records it without consent)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1 --
