# the registers return after a minute: number and agent are given back after 5 s, and a caller gets the agent
invariants may break
registers take 1m
10:00:00  agent anna
          lead 90000001
10:00:02  caller c1 arrives
10:00:30  caller c1 hangs up
10:00:40  registers take 0s
10:00:50  a1 rings
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:02  c1 ring
10:00:05  anna !returned_agent c1 · c1 join anna · c1-desk taken by anna
10:00:15.500  house BROKEN: look up lead 1: this does not hold: slow work returns when its time is over
10:01:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:01:20  a1 hangup · a1 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
