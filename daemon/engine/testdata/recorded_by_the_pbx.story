# a phone whose calls the PBX records is not made ready
phone records open
10:00:00  agent anna
          lead 90000001
10:00:10  phone works
          agent anna
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna say refused · anna hangup · anna !logout
10:00:10  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:30  a1 hangup · a1 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
