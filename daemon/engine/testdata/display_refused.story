# a handset that refuses is not asked for each call: 10 s, 20 s, 40 s ... later; calls and bridges do not wait
displays refuse
wrap-up 0s
10:00:00  agent anna
10:00:02  lead 90000001
10:00:03  a1 rings
10:00:04  a1 answered
10:00:07  a1 hangs up 16
10:00:12  lead 90000002
10:00:13  a2 rings
10:00:14  a2 answered
10:00:16  a2 hangs up 16
10:00:20  lead 90000003
10:00:21  a3 rings
10:00:22  a3 answered
10:00:24  displays work
10:01:10  a3 hangs up 16
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · anna-display refuses
10:00:02  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:03  a1 !ringing
10:00:04  a1 !answered · a1 !bridged
10:00:07  a1 !ended answered consumer
10:00:10  anna-display refuses
10:00:12  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:13  a2 !ringing
10:00:14  a2 !answered · a2 !bridged
10:00:16  a2 !ended answered consumer
10:00:20  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:00:21  a3 !ringing
10:00:22  a3 !answered · a3 !bridged
10:00:30  anna-display shows "Fjellvann / service / Fjellvann"
10:01:10  a3 !ended answered consumer · anna-display shows "Neste / Fjellvann / service"
-- 2026-11-23: attempted 3, answered 3, connected 3, transferred 3, abandoned 0 --
