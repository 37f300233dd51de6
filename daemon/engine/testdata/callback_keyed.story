# a call-back by keypad: as wished, or at the next time that is allowed, which the agent hears; a bad time does nothing
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:05  a1 answered
10:00:10  anna keys *98 2411 2100
10:00:20  a1 hangs up 16
10:00:24  a2 answered
10:00:30  anna keys *98 2511 1330
10:00:40  anna keys *98 3111 1330
10:00:50  a2 hangs up 16
10:00:51  anna keys *98 1500#
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  a1 !disposed call_later · a1 !call_back (wished for 2026-11-24 21:00:00: after 21:00) · anna say callback-moved: 25110900
10:00:20  a1 !ended answered consumer
10:00:23  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:24  a2 !answered · a2 !bridged
10:00:30  a2 !disposed call_later · a2 !call_back (as wished) · anna say callback-noted: 25111330
10:00:40  anna say key-refused
10:00:50  a2 !ended answered consumer
10:00:51  a2 !disposed call_later · a2 !call_back (wished for 2026-11-23 15:00:00: one call a day to a number for one client) · anna say callback-moved: 24111500
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0, established 2 --
