# an agent who does not come back in time is logged out, and gets no call
pauses 30m
10:00:00  agent anna
10:00:05  anna keys *522
10:00:10  lead 90000001
10:40:00  agent anna
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  anna say pause-lunch · anna !paused lunch
10:30:05  anna say bye · anna hangup · anna !logout
10:40:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:40:20  a1 hangup · a1 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
