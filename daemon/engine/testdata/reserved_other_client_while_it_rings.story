# The number that rings is reserved against another client: this call goes on. Reserved against its own, it is cancelled.
10:00:00.000  agent anna
10:00:01.000  lead 90000001
10:00:02.000  a1 rings
10:00:03.000  reserve 90000001 for umbra
10:00:05.000  a1 answered
10:00:20.000  a1 hangs up 16
10:01:00.000  lead 90000002
10:01:02.000  a2 rings
10:01:03.000  reserve 90000002 for fjellvann
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:02  a1 !ringing
10:00:05  a1 !answered · a1 !bridged
10:00:20  a1 !ended answered consumer
10:01:00  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:02  a2 !ringing
10:01:03  a2 hangup · a2 !cancelled (the number was reserved meanwhile) · a2 !ended cancelled_ringing us (the number was reserved meanwhile)
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, cancelled_ringing 1 --
