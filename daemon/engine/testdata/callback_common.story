# any agent's call-back goes to the one idle longest; one whose number was reserved meanwhile goes to no one
wrap-up 5s
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  anna keys *98 2411 1330
10:00:20  a1 hangs up 16
10:00:30  lead 90000002
10:00:35  a2 answered
10:00:40  anna keys *99 2411 1330
10:00:50  a2 hangs up 16
11:00:00  agent bob
          reserve 90000002
          next
13:29:50  agent anna
13:30:05  a3 rings
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  a1 !disposed call_later · a1 !call_back (as wished) · anna say callback-noted: 24111330
10:00:20  a1 !ended answered consumer
10:00:30  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:35  a2 !answered · a2 !bridged
10:00:40  a2 !disposed call_later · a2 !call_back (as wished) · anna say callback-own: 24111330
10:00:50  a2 !ended answered consumer
11:00:00  bob answer · bob say pin · bob say welcome · bob open · bob !login
13:30:00.200  a3 create +•••••••001 as +4722000001 · a3 join bob · a3 dial · a3 !booked · a3 !dialed · bob say callback-agreed · house !blocked BLOCK_OWN
13:30:05  a3 !ringing
13:30:25  a3 hangup · a3 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0, established 2 --
-- 2026-11-24: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1, BLOCK_OWN 1 --
