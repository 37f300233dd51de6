# the daemon comes back: a talk with a caller goes on and is adopted with its agent; who waited goes back to the desk
pbx holds seat anna
pbx holds caller c1 anna
pbx holds caller c2
pbx holds caller c3 bob
10:00:00  lead 90000001
10:00:30  caller c1 hangs up
-- transcript --
00:00:00  anna !login · c2 back · c2-desk unanswered · c3 back · c3-desk unanswered · house !returned_lost c2 (the caller was not known any more, after a restart or lost events) · house !returned_lost c3 (the caller was not known any more, after a restart or lost events)
10:01:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:01:20  a1 hangup · a1 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
