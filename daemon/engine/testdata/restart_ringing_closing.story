# its ringing ends with the calling hours, also after a restart
clock 20:59:52
journal a7 20:59:45 booked dialed ringing
pbx holds a7 ringing anna
pbx holds seat anna
20:59:53  agent bob
-- transcript --
20:59:52  anna !login
20:59:53  bob answer · bob say pin · bob say welcome · bob open · bob !login
21:00:07  a7 hangup · a7 !cancelled (calling hours ended) · a7 !ended cancelled_ringing us (calling hours ended)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1 --
