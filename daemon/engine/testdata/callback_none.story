# no call-back is promised where the campaign has no attempt left on the number
10:00:00  agent anna
          lead 90000001 tried twice
10:00:05  a1 answered
10:00:10  anna keys *99 2411 1330
10:00:12  anna keys *98 2411 1330
10:00:20  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  anna say callback-none
10:00:12  anna say callback-none
10:00:20  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
