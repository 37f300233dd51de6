# the disk refuses: no call; when it works again the old verdict is too old, nothing was lost, and the lead is rung afresh
10:00:00  agent anna
10:00:01  disk full
          lead 90000001
10:00:20  disk works
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:21  a1 !booked · a1 !not_placed not_placed (the gate's verdict was too old when the booking was on disk)
10:05:21  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:05:41  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1, local_error 1 --
