# the PBX sends another number than the campaign's: the first call alone goes out, and is ended; also after a restart
sends 22000009
10:00:00  agent anna
          agent bob
          lead 90000001
          lead 90000002
          lead 90000003
10:01:00  kill
10:01:10  start
10:02:00  sends 22000001
          shown again
10:02:05  a2 rings
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 hangup · a1 !booked · a1 !dialed · a1 !cancelled (the PBX does not send the number that is to be shown) · a1 !ended cancelled_ringing us (the PBX does not send the number that is to be shown) · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · house !shown
10:01:10  anna !login · bob !login
10:02:00  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · a3 create +•••••••003 as +4722000001 · a3 join bob · a3 dial · a3 !booked · a3 !dialed · house !shown · house !shown
10:02:05  a2 !ringing
10:02:20  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
10:02:25  a2 hangup · a2 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 3, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1, cancelled_ringing 1, trunk_failed 1 --
