# a number abandoned before needs two agents, and the second is still being told of the client: it waits for seconds
rival skog anna bob
wrap-up 5s
lead 90000002
10:00:00  agent anna
10:00:05  a1 rings
10:00:06  a1 answered
10:00:10  a1 hangs up 16
10:00:20  phone holds say client fjellvann
          agent bob
          lead 90000001 flagged yesterday
10:00:22  phone releases say client fjellvann
10:00:26  a2 rings
10:00:27  a2 answered
10:00:30  a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••002 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say client fjellvann · anna say purpose c1 · anna !login · anna !seat_client fjellvann
10:00:05  a1 !ringing
10:00:06  a1 !answered · a1 !bridged
10:00:10  a1 !ended answered consumer
10:00:20  bob answer · bob say pin · bob say welcome · bob open · bob say client fjellvann · bob !login
10:00:22  bob !seat_client fjellvann
10:00:23  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say abandoned-before · anna say purpose c1
10:00:26  a2 !ringing
10:00:27  a2 !answered · a2 !bridged
10:00:30  a2 !ended answered consumer
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0, redial_dedicated 1 --
