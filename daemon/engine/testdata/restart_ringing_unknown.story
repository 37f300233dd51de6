# a register that gives no answer ends no ringing that was allowed
clock 10:00:12
known unknown
journal a7 10:00:00 booked dialed ringing
pbx holds a7 ringing anna
pbx holds seat anna
10:00:15  a7 answered
10:00:30  a7 hangs up 16
-- transcript --
10:00:12  anna !login
10:00:15  a7 !answered · a7 !bridged
10:00:30  a7 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
