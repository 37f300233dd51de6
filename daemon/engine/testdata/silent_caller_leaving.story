# the agent ends a caller's talk, and the PBX is slow with it: the phone that falls silent meanwhile is no fault of the floor's
lenient
10:00:00  agent anna
10:00:28  caller c2 arrives
10:00:31  phone holds caller's hangup
10:01:02  anna goes mute
10:01:03  anna keys *02
10:01:15  agent bob
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:28  anna !returned_agent c2 · c2 ring · c2 join anna · c2-desk taken by anna
10:01:03  c2 hangup · c2-desk machine by anna
10:01:07  anna !phone silent (PJSIP/anna: its phone sends no sound)
10:01:09  c2 hangup
10:01:15  bob answer · bob say pin · bob say welcome · bob open · bob !login · c2 hangup
10:01:32  anna hangup · anna !logout
10:04:45  bob !logout
10:16:15  house !stopped
