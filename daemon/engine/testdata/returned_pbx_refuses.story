# the PBX refuses to join caller and agent: the caller goes back to the desk, the agent is free again
10:00:00  agent anna
10:00:10  phone refuses caller's join
          caller c1 arrives
10:00:11  phone works
10:00:15  lead 90000001
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  c1 ring · c1 join anna · c1 back · c1-desk unanswered · house !returned_lost c1 (could not be put through)
10:00:15  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:35  a1 hangup · a1 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
