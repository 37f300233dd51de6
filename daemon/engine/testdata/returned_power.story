# power mode: who is held for a call that rings stays held; whoever comes free goes to the caller and not to a new lead
wrap-up 2s
10:00:00  agent anna
          agent bob
          lead 90000001
          lead 90000002
          lead 90000003
10:00:05  a1 answered
10:00:10  caller c1 arrives
10:00:12  a2 ends 17 486
10:00:15  a1 hangs up 16
10:00:40  caller c1 hangs up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  c1 ring
10:00:12  a2 !ended busy network · bob !returned_agent c1 · c1 join bob · c1-desk taken by bob
10:00:15  a1 !ended answered consumer
10:00:17  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:00:37  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 3, answered 1, connected 1, transferred 1, abandoned 0, busy 1, trunk_failed 1 --
