# the daemon comes back while it rings in an agent's bridge: both are adopted, the ring time goes on, and the answer finds the agent
clock 10:00:12
journal a7 10:00:00 booked dialed ringing
pbx holds a7 ringing anna
pbx holds seat anna
10:00:13  lead 90000001
10:00:18  a7 answered
10:00:40  a7 hangs up 16
10:00:42  anna keys *01
-- transcript --
10:00:12  anna !login
10:00:18  a7 !answered · a7 !bridged
10:00:40  a7 !ended answered consumer
10:00:42  a7 !disposed person · anna say word-taken
10:00:45  a8 create +•••••••001 as +4722000001 · a8 join anna · a8 dial · a8 !booked · a8 !dialed
10:01:05  a8 hangup · a8 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 1, established 1 --
