# on hold for a minute: no call, the seat is kept; off hold again, calls come. A hold before the answer gives the call away
10:00:00  agent anna
10:00:01  anna puts on hold
10:00:02  lead 90000001
10:01:02  anna takes back
10:01:04  a1 rings
10:01:06  anna puts on hold
10:01:30  anna takes back
          lead 90000002
10:01:32  a2 rings
          a2 answered
10:01:34  anna puts on hold
10:02:34  anna takes back
10:02:50  a2 hangs up 16
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:01:02.200  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:01:04  a1 !ringing
10:01:06  a1 hangup · a1 !cancelled (the reserved agent's phone: on hold) · a1 !ended cancelled_ringing us (the reserved agent's phone: on hold)
10:01:30.200  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:32  a2 !ringing · a2 !answered · a2 !bridged
10:02:50  a2 !ended answered consumer
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, cancelled_ringing 1 --
