# the agent left while the daemon was away: nobody is held for what rings, so it is cancelled
clock 10:00:12
journal a7 10:00:00 booked dialed ringing
pbx holds a7 ringing anna
10:00:20  agent bob
-- transcript --
10:00:12  a7 hangup · a7 !cancelled (the daemon restarted) · a7 !ended cancelled_ringing us (the daemon restarted)
10:00:20  bob answer · bob say pin · bob say welcome · bob open · bob !login
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1 --
