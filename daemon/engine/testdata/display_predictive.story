# predictive: the seat is shown its client, and the call when the agent gets it
displays work
mode predictive
ledger 200 0
wrap-up 5s
pacer 2
10:00:00  agent anna
          agent bob
10:00:05  lead 90000001 named
10:00:10  a201 rings
10:00:12  a201 answered
10:00:20  a201 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 200 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · anna-display shows "Neste / Fjellvann / service" · bob answer · bob say pin · bob say welcome · bob open · bob !login · bob-display shows "Neste / Fjellvann / service"
10:00:05  a201 create +•••••••001 as +4722000001 · a201 join anna · a201 dial · a201 !booked · a201 !dialed · anna-display shows "Fjellvann / service / Fjellvann / Åse Ødegård"
10:00:10  a201 !ringing
10:00:12  a201 !answered · a201 !bridged
10:00:20  a201 !ended answered consumer
10:00:25  anna-display shows "Neste / Fjellvann / service"
-- 2026-11-23: attempted 201, answered 201, connected 201, transferred 201, abandoned 0, established 200 --
