# a person who was abandoned before is shown as such to both agents who are held
displays work
10:00:00  agent anna
          agent bob
          lead 90000001 flagged yesterday
10:00:05  a1 rings
10:00:08  a1 answered
10:00:30  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say abandoned-before · anna !login · anna-display shows "Neste / Fjellvann / service" · anna-display shows "tidligere avbrutt / Fjellvann / service / Fjellvann" · bob answer · bob say pin · bob say welcome · bob open · bob !login · bob-display shows "Neste / Fjellvann / service" · bob-display shows "tidligere avbrutt / Fjellvann / service / Fjellvann"
10:00:05  a1 !ringing
10:00:08  a1 !answered · a1 !bridged · bob-display shows "Neste / Fjellvann / service"
10:00:30  a1 !ended answered consumer
10:01:00  anna-display shows "Neste / Fjellvann / service"
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, redial_dedicated 1 --
