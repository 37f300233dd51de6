# a trunk that sends its account: a person has seen on a phone that the number is shown all the same
sends 22000008
10:00:00  agent anna
          agent bob
          lead 90000001
          lead 90000002
          lead 90000003
10:01:00  shown confirm
10:01:05  a2 rings
10:01:06  a3 rings
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 hangup · a1 !booked · a1 !dialed · a1 !cancelled (the PBX does not send the number that is to be shown) · a1 !ended cancelled_ringing us (the PBX does not send the number that is to be shown) · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · house !shown
10:01:00  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · a3 create +•••••••003 as +4722000001 · a3 join bob · a3 dial · a3 !booked · a3 !dialed · house !shown · house !shown
10:01:05  a2 !ringing
10:01:06  a3 !ringing
10:01:25  a2 hangup · a2 !ended no_answer us (ring time over)
10:01:26  a3 hangup · a3 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 3, answered 0, connected 0, transferred 0, abandoned 0, no_answer 2, cancelled_ringing 1 --
