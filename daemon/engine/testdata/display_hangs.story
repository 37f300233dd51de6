# a PBX that does not answer a display: the call rings, is answered and bridged all the same, and one request is under way
displays hang
wrap-up 0s
10:00:00  agent anna
          lead 90000001 named
10:00:01  a1 rings
10:00:02  a1 answered
10:00:03  a1 hangs up 16
10:00:04  displays work
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · anna-display hangs
10:00:01  a1 !ringing
10:00:02  a1 !answered · a1 !bridged
10:00:03  a1 !ended answered consumer
10:01:30  anna-display shows "Neste / Fjellvann / service"
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
