# refused while the daemon was away: busy, not lost
clock 10:01:00
journal a7 10:00:00 booked dialed ringing
pbx keeps a7 rang ended 50s 17 486
10:01:01  agent anna
-- transcript --
10:01:00  a7 probe · a7 !ended busy network (read back from the PBX)
10:01:01  anna answer · anna say pin · anna say welcome · anna open · anna !login
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, busy 1 --
