# the agent held for a number abandoned before vanishes as the consumer answers; who stands by takes over, and is told what it is about
10:00:00  agent anna
          agent bob
          lead 90000001 flagged yesterday
10:00:05  a1 rings
10:00:08  anna vanishes
10:00:08.200  a1 answered
10:00:30  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say abandoned-before · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 !ringing
10:00:08  a1 join bob · anna !logout · bob say abandoned-before
10:00:08.200  a1 !answered · a1 !bridged
10:00:30  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, redial_dedicated 1 --
