# the PBX restarts: agents who were on the line are rung back, at most three times, and log in again; not one who pauses or logged out
rings-back
10:00:00  agent anna
          agent bob
          agent carl
          agent dora
          lead 90000001
10:00:05  a1 answered
10:00:10  carl keys *521
10:00:11  dora keys *59
          dora hangs up
10:00:20  pbx down
10:01:00  pbx restarts
10:01:05  phone answers anna
10:01:10  anna keys 1234#
10:01:20  lead 90000002
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · dora answer · dora say pin · dora say welcome · dora open · dora !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  carl say pause-break · carl !paused break
10:00:11  dora say bye · dora hangup · dora !logout
10:01:00  a1 hangup · a1 probe · a1 !agent_gone · a1 !ended answered agent · anna !logout · bob !logout · carl !logout
10:01:03  anna rings for 20s · anna !rung_back · bob rings for 20s · bob !rung_back
10:01:05  anna answer · anna say again · anna say pin
10:01:10  anna say welcome · anna open · anna !login
10:01:20  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:33  bob rings for 20s · bob !rung_back
10:01:40  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
10:02:33  bob rings for 20s · bob !rung_back
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 1 --
