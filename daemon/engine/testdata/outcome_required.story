# an outcome is required: no call before it is keyed; after the longest wrap-up it is written that none was
forced
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:05  a1 answered
10:00:10  a1 hangs up 16
10:01:00  anna keys *07
10:01:10  a2 answered
10:01:20  a2 hangs up 16
10:05:00  lead 90000003
10:12:00  anna keys *521
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  a1 !ended answered consumer
10:00:40  anna say ask-outcome
10:01:00  a1 !disposed completed · anna say word-taken
10:01:03  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:10  a2 !answered · a2 !bridged
10:01:20  a2 !ended answered consumer
10:01:50  anna say ask-outcome
10:11:20  a2 !disposed (no outcome was keyed within 10m0s) · a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:11:40  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
10:12:00  anna say pause-break · anna !paused break
-- 2026-11-23: attempted 3, answered 2, connected 2, transferred 2, abandoned 0, trunk_failed 1, established 1 --
