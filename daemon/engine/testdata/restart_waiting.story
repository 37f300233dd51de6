# the daemon comes back: an answered consumer without an agent hears the message at once
journal a7 booked dialed answered
pbx holds a7 up
10:00:00  agent bob
-- transcript --
00:00:00  a7 leave · a7 play abandoned · a7 !message
00:00:20  a7 hangup · a7 !ended answered us
10:00:00  bob answer · bob say pin · bob say welcome · bob open · bob !login
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, established 1 --
