# kept from the opening where it came due in the evening before, and the promise outlasts a restart in the talk
wrap-up 5s
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  anna keys *99 2411 2055
10:00:15  kill
10:00:17  start
10:00:20  a1 hangs up 16
12:00:00  anna hangs up
          next
20:59:50  agent bob
09:05:00  agent anna
09:05:10  a2 rings
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  a1 !disposed call_later · a1 !call_back (as wished) · anna say callback-own: 24112055
10:00:17  anna !login
10:00:20  a1 !ended answered consumer
12:00:00  anna !logout
20:59:50  bob answer · bob say pin · bob say welcome · bob open · bob !login
09:05:00  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say callback-agreed · anna !login
09:05:10  a2 !ringing
09:05:30  a2 hangup · a2 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
-- 2026-11-25: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1 --
