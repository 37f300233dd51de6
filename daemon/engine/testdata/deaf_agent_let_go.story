# A phone falls silent while it is held, and the hang-up of its call is slow. When events flow again, the agent is not given to that call.
lenient
10:00:00.000  lead 90000008
10:00:00.000  agent bob
10:00:05.844  phone holds hangup
10:00:11.268  bob goes mute
10:00:25.066  pbx down
-- transcript --
10:00:00  a1 create +•••••••008 as +4722000001 · a1 join bob · a1 dial · a1 !booked · a1 !dialed · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:13  a1 hangup · a1 !cancelled (the reserved agent's phone: its phone sends no sound)
10:00:16.500  bob !phone silent (PJSIP/bob: its phone sends no sound)
10:00:18  a1 probe · a1 hangup
10:00:23  a1 probe · a1 hangup
10:00:25.066  a1 !ended cancelled_ringing us (the reserved agent's phone: its phone sends no sound)
10:00:41.566  bob hangup · bob !logout
10:15:25.066  house !stopped
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, cancelled_ringing 1 --
