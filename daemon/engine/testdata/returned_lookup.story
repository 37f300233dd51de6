# an agent is held for a lead that is still being looked up: nothing rings yet, so the caller goes before
registers take 3s
10:00:00  agent anna
          lead 90000001
10:00:01  caller c1 arrives
10:00:30  caller c1 hangs up
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  c1 ring
10:00:03  anna !returned_agent c1 · c1 join anna · c1-desk taken by anna
10:01:03  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:01:23  a1 hangup · a1 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
