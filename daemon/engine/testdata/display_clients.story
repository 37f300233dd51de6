# an agent for two clients sees each when its calls begin; a caller is shown with the client before the two are joined
displays work
wrap-up 5s
rival skog anna
lead 90000001
10:00:00  agent anna
10:00:05  a1 rings
10:00:06  a1 answered
10:00:07  caller c1 arrives for skog
10:00:10  a1 hangs up 16
10:00:30  caller c1 hangs up
10:00:40  lead 90000002 of skog
10:00:45  a2 rings
10:00:46  a2 answered
10:00:50  a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say client fjellvann · anna say purpose c1 · anna !login · anna !seat_client fjellvann · anna-display shows "Neste / Fjellvann / service" · anna-display shows "Fjellvann / service / Fjellvann"
10:00:05  a1 !ringing
10:00:06  a1 !answered · a1 !bridged
10:00:07  c1 ring
10:00:10  a1 !ended answered consumer
10:00:15  anna !returned_agent c1 · anna-display shows "Neste / Fjellvann / service" · anna-display shows "Ringer tilbake / skog" · c1 join anna about skog · c1-desk taken by anna
10:00:35  anna-display shows ""
10:00:40  a2 create +•••••••002 as +4722000002 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say client skog · anna say purpose skog · anna !seat_client skog · anna-display shows "Neste / skog / service" · anna-display shows "skog / service / Fjellvann"
10:00:45  a2 !ringing
10:00:46  a2 !answered · a2 !bridged
10:00:50  a2 !ended answered consumer
10:00:55  anna-display shows "Neste / skog / service"
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
