# the PBX refuses the channel: no attempt in the figures, and the lead comes again
phone refuses create
10:00:00  agent anna
          lead 90000001
10:00:01  phone works
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 !booked · a1 !not_placed not_placed (the PBX refused the channel: Allocation failed) · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:05:00  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:05:20  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1, local_error 1 --
