# a trunk that does not tell what it sends: one call at a time, and after three a person must say what consumers see
sends nothing
10:00:00  agent anna
          lead 90000001
          lead 90000002
          lead 90000003
          lead 90000004
10:01:00  shown confirm
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:20  a1 hangup · a1 !ended trunk_failed us (no sign of ringing) · a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:40  a2 hangup · a2 !ended trunk_failed us (no sign of ringing) · a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed · house !shown
10:01:00  a3 hangup · a3 !ended trunk_failed us (no sign of ringing) · a4 create +•••••••004 as +4722000001 · a4 join anna · a4 dial · a4 !booked · a4 !dialed · house !shown · house !shown
10:01:20  a4 hangup · a4 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 4, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 4 --
