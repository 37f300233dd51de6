# the PBX does not answer what it counts for 20 s: nothing new is dialed, a call that rings goes on, nobody is logged out
ring 30s
10:00:00  agent anna
          agent bob
10:00:01  lead 90000001
10:00:02  a1 rings
10:00:03  phone loses counts
10:00:07  lead 90000002
10:00:08  a1 answered
10:00:20  a1 hangs up 16
10:00:23  phone works
10:00:25  a2 rings
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:02  a1 !ringing
10:00:08  a1 !answered · a1 !bridged
10:00:20  a1 !ended answered consumer
10:00:23.700  a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed
10:00:25  a2 !ringing
10:00:55  a2 hangup · a2 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, no_answer 1 --
