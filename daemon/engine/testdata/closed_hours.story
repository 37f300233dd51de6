# nothing is dialed on a Saturday or a Sunday, nor for want of time before 21:00; on Monday at nine it is
day 2026-11-20
20:59:45  agent anna
          lead 90000001
next day
next day
next day
-- transcript --
20:59:45  anna answer · anna say pin · anna say welcome · anna open · anna !login
09:00:00.200  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
09:00:20.200  a1 hangup · a1 !ended trunk_failed us (no sign of ringing)
13:00:20.400  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
13:00:40.400  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
17:00:40.600  a3 create +•••••••001 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
17:01:00.600  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 3, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 3 --
