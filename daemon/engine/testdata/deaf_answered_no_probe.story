# the same where no request is answered either: nothing is done to the call until the PBX is back
lenient
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  pbx down
          phone loses probe
10:00:07  a1 answered
10:00:40  phone works
          pbx up
10:01:00  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:21  a1 probe
10:00:23  a1 probe
10:00:25  a1 probe
10:00:27  a1 probe
10:00:29  a1 probe
10:00:31  a1 probe
10:00:33  a1 probe
10:00:35  a1 probe
10:00:37  a1 probe
10:00:39  a1 probe
10:00:40  a1 !answered · a1 !bridged
10:01:00  a1 !ended answered consumer
10:04:30  anna !logout
10:16:00  house !stopped
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
