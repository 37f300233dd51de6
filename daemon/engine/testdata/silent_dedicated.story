# of two agents held for one call, the one who stands by falls silent: the call rings on, and who is reserved takes it
10:00:00  agent anna
          agent bob
          lead 90000001 flagged yesterday
10:00:02  a1 rings
10:00:03  bob goes mute
10:00:08  a1 answered
10:00:30  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say abandoned-before · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:02  a1 !ringing
10:00:08  a1 !answered · a1 !bridged · bob !phone silent (PJSIP/bob: its phone sends no sound)
10:00:30  a1 !ended answered consumer
10:00:33.380  bob hangup · bob !logout
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, redial_dedicated 1 --
