# a booking that takes 2 s makes the gate's verdict too old: not placed
10:00:00  agent anna
10:00:01  disk takes 2s
          lead 90000001
10:00:03.500 disk works
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:03  a1 !booked
10:00:05  a1 !not_placed not_placed (the gate's verdict was too old when the booking was on disk)
10:05:03.200  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:05:23.200  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1, local_error 1 --
