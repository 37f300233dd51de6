# the journal refuses a booking as it is: it is set aside, nothing rings, the agent is free for the next lead, and that lead is left alone
10:00:00  agent anna
10:00:01  disk refuses booked
          lead 90000001
10:00:02  disk works
          lead 90000002
10:00:03  a2 rings
10:00:05  a2 hangs up 17
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 ~booked · a1 !not_placed not_placed (its booking could not be written)
10:00:02  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:03  a2 !ringing
10:00:05  a2 !ended busy network
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, busy 1, local_error 1 --
