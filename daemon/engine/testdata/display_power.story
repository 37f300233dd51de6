# the handset shows the call from the dial to the end of the wrap-up, and then no name any more; one that is not answered goes at once
displays work
wrap-up 30s
10:00:00  agent anna
10:00:02  lead 90000001 named
10:00:03  a1 rings
10:00:10  a1 ends 19
10:00:20  lead 90000002 named
10:00:21  a2 rings
10:00:22  a2 answered
10:00:30  a2 hangs up 16
10:00:40  anna keys *521
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · anna-display shows "Neste / Fjellvann / service"
10:00:02  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna-display shows "Fjellvann / service / Fjellvann / Åse Ødegård"
10:00:03  a1 !ringing
10:00:10  a1 !ended no_answer network · anna-display shows "Neste / Fjellvann / service"
10:00:20  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna-display shows "Fjellvann / service / Fjellvann / Åse Ødegård"
10:00:21  a2 !ringing
10:00:22  a2 !answered · a2 !bridged
10:00:30  a2 !ended answered consumer
10:00:40  anna say pause-later · anna !pause_asked break
10:01:00  anna say pause-break · anna !paused break · anna-display shows "Neste / Fjellvann / service"
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, no_answer 1 --
