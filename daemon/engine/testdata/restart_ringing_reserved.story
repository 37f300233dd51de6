# a number that was reserved while the daemon was away rings no longer
clock 10:00:12
known reserved
journal a7 10:00:00 booked dialed ringing
pbx holds a7 ringing anna
pbx holds seat anna
10:00:20  agent bob
-- transcript --
10:00:12  a7 hangup · a7 !cancelled (the number was reserved meanwhile) · a7 !ended cancelled_ringing us (the number was reserved meanwhile) · anna !login
10:00:20  bob answer · bob say pin · bob say welcome · bob open · bob !login
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1 --
