# attended transfer: another phone takes the agent's place; a free colleague does not take the consumer away from it, and who is
# left alone in the end is hung up
10:00:00  agent anna
          agent bob
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:12  anna stranger x1 PJSIP/desk
          anna hangs up
10:00:30  anna stranger x1 leaves
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:12  a1 seek · a1 !joined (PJSIP/desk came into the talk) · a1 !taken (PJSIP/desk took the agent's place) · anna !logout
10:00:14  a1 seek
10:00:16  a1 seek
10:00:18  a1 seek
10:00:20  a1 seek
10:00:22  a1 seek
10:00:24  a1 seek
10:00:26  a1 seek
10:00:28  a1 seek
10:00:30  a1 seek · a1 seek · a1 hangup · a1 !ended answered us
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
