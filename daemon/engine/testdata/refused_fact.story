# a fact that the journal refuses stops neither the call nor the facts beside it
10:00:00  agent anna
          lead 90000001
10:00:01  disk refuses ringing
          a1 rings
10:00:02  disk works
10:00:05  a1 answered
10:00:30  disk refuses ended
          a1 hangs up 16
10:00:40  disk works
10:01:10  lead 90000002
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 ~ringing
10:00:05  a1 !answered · a1 !bridged
10:00:30  a1 ~ended answered consumer
10:01:10  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:30  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
