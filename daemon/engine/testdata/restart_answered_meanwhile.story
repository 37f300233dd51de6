# answered in the agent's bridge while the daemon was away: answer and bridging have the times of the PBX
clock 10:00:30
journal a7 10:00:00 booked dialed ringing
pbx holds a7 up anna 29s 20s
pbx holds seat anna
10:00:50  a7 hangs up 16
10:00:52  anna keys *01
-- transcript --
10:00:30  a7 !answered · a7 !bridged · anna !login
10:00:50  a7 !ended answered consumer
10:00:52  a7 !disposed person · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
