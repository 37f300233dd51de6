# its ring time is kept: twenty seconds from the first sign of ringing, not from the start of the daemon
clock 10:00:12
journal a7 10:00:00 booked dialed ringing
pbx holds a7 ringing anna
pbx holds seat anna
10:00:13  lead 90000001
-- transcript --
10:00:12  anna !login
10:00:22  a7 hangup · a7 !ended no_answer us (ring time over) · a8 create +•••••••001 as +4722000001 · a8 join anna · a8 dial · a8 !booked · a8 !dialed
10:00:42  a8 hangup · a8 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1, trunk_failed 1 --
