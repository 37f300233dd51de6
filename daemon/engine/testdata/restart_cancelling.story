# it was being cancelled when the daemon was killed: it is, although agent and bridge are there
clock 10:00:12
journal a7 10:00:00 booked dialed ringing cancelled
pbx holds a7 ringing anna
pbx holds seat anna
10:00:20  lead 90000001
-- transcript --
10:00:12  a7 probe · a7 hangup · a7 !ended cancelled_ringing us · anna !login
10:00:20  a8 create +•••••••001 as +4722000001 · a8 join anna · a8 dial · a8 !booked · a8 !dialed
10:00:40  a8 hangup · a8 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1, trunk_failed 1 --
