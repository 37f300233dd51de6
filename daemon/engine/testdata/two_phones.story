# an agent logs in on a second phone while in a call on the first: no call comes there until the first is over and left
wrap-up 10s
10:00:00  agent bob
          lead 90000001
          lead 90000002
10:00:01  a1 rings
10:00:03  a1 answered
10:00:10  agent bob2
10:00:20  a1 hangs up 16
10:00:35  a2 rings
10:00:40  bob2 hangs up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join bob · a1 dial · a1 !booked · a1 !dialed · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:01  a1 !ringing
10:00:03  a1 !answered · a1 !bridged
10:00:10  bob !login · bob2 answer · bob2 say pin · bob2 say welcome · bob2 open
10:00:20  a1 !ended answered consumer
10:00:30  a2 create +•••••••002 as +4722000001 · a2 join bob2 · a2 dial · a2 !booked · a2 !dialed · bob hangup · bob !logout
10:00:35  a2 !ringing
10:00:40  a2 hangup · a2 !cancelled (the reserved agent left) · a2 !ended cancelled_ringing us (the reserved agent left) · bob !logout
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, cancelled_ringing 1 --
