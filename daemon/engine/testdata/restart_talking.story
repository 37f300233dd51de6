# the daemon comes back: a conversation goes on and is adopted with its agent
journal a7 booked dialed answered bridged
pbx holds a7 up anna
pbx holds seat anna
10:00:00  lead 90000001
10:00:30  a7 hangs up 16
10:00:35  anna keys *01
-- transcript --
00:00:00  anna !login
10:00:30  a7 !ended answered consumer
10:00:35  a7 !disposed person · anna say word-taken
10:00:38  a8 create +•••••••001 as +4722000001 · a8 join anna · a8 dial · a8 !booked · a8 !dialed
10:00:58  a8 hangup · a8 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 1, established 1 --
