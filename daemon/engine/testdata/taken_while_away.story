# the daemon is away when another hand moves the consumer out of a recorded talk: what was recorded meanwhile is dropped
recording opt_in
clock 10:00:00
journal a1 09:59:50 booked dialed ringing answered bridged consent_asked informed consent recording
pbx holds a1 up anna 8s 9s
pbx holds seat anna
a1 with PJSIP/desk
10:00:00.1  a1 alone
-- transcript --
10:00:00  a1 seek · a1 !taken (with PJSIP/desk) · a1-recording halt and drop · anna !login
10:00:02  a1 seek
10:00:04  a1 seek
10:00:06  a1 seek · a1 hangup · a1 !ended answered us
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
