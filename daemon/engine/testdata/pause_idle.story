# a pause keyed while free: no call until the agent is back; the reason can be changed
10:00:00  agent anna
10:00:05  anna keys *522
10:00:10  lead 90000001
10:00:20  anna keys *524
10:00:30  anna keys *53
10:00:35  a1 answered
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  anna say pause-lunch · anna !paused lunch
10:00:20  anna say pause-work · anna !paused work
10:00:30  anna say back · anna !back
10:00:30.200  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:35  a1 !answered · a1 !bridged
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0 --
