# a phone that dies while its agent is reserved: the call goes to another agent who is free, else it is cancelled before an answer
ring 30s
10:00:00  agent anna
10:00:01  lead 90000001
10:00:02  a1 rings
10:00:05  anna goes mute
10:00:10  agent bob
          agent carl
          lead 90000002
10:00:11  a2 rings
10:00:12  bob goes mute
10:00:15  a2 answered
10:00:40  a2 hangs up 16
          carl keys *01
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:02  a1 !ringing
10:00:06.500  a1 hangup · a1 !cancelled (the reserved agent's phone: its phone sends no sound) · a1 !ended cancelled_ringing us (the reserved agent's phone: its phone sends no sound)
10:00:10  a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · anna !phone silent (PJSIP/anna: its phone sends no sound) · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login
10:00:11  a2 !ringing
10:00:13.500  a2 join carl
10:00:15  a2 !answered · a2 !bridged
10:00:17  bob !phone silent (PJSIP/bob: its phone sends no sound)
10:00:35.380  anna hangup · anna !logout
10:00:40  a2 !ended answered consumer · a2 !disposed person · carl say word-taken
10:00:42.380  bob hangup · bob !logout
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, cancelled_ringing 1, established 1 --
