# a number abandoned yesterday, and one agent: nobody stands by, so it waits until a second agent is there
10:00:00  agent anna
          lead 90000001 flagged yesterday
10:00:30  agent bob
10:01:05  a1 rings
10:01:09  a1 answered
10:01:40  a1 hangs up 16
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:30  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:01:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna say abandoned-before
10:01:05  a1 !ringing
10:01:09  a1 !answered · a1 !bridged
10:01:40  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, redial_dedicated 1 --
