# the whole talk was while the daemon was away: it is settled from what the PBX kept, before anything is dialed
clock 10:01:00
journal a7 10:00:00 booked dialed ringing
pbx keeps a7 answered 50s joined 59s ended 5s consumer 16
pbx holds seat anna
10:01:00.100  lead 90000001
-- transcript --
10:01:00  a7 probe · a7 !answered (read back from the PBX) · a7 !bridged (read back from the PBX) · a7 !ended answered consumer (read back from the PBX) · anna !login
10:01:00.200  a8 create +•••••••001 as +4722000001 · a8 join anna · a8 dial · a8 !booked · a8 !dialed
10:01:20.200  a8 hangup · a8 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 1 --
