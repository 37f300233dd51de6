# the daemon comes back: an attempt whose end nobody saw is lost, and counted against us
journal a7 booked dialed
10:00:00  agent anna
-- transcript --
00:00:00  a7 probe · a7 !lost lost
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, lost 1, established 1 --
