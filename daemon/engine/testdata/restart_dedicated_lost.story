# a call that agents were held for alone is gone when the daemon is back, and nobody saw its end: lost, and so an incident
journal a1 booked+alone dialed ringing
10:00:00  agent anna
-- transcript --
00:00:00  a1 probe · a1 !lost lost · a1 !incident (abandoned again, although an agent was held for it and another stood by; no one dials the number before 2027-11-24)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, lost 1, established 1, redial_dedicated 1, redial_failed 1 --
