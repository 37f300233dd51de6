# a caller whom the PBX does not let go of is found again in the bridge of a phone that died, and is sent back again
lenient
10:00:17.170  phone refuses caller's back
10:00:19.547  agent bob
10:00:45.925  caller c2 arrives
10:01:07.439  bob goes mute
10:01:19.388  kill
10:01:21.465  start
10:01:41.897  pbx down
-- transcript --
10:00:19.547  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:45.925  bob !returned_agent c2 · c2 ring · c2 join bob · c2-desk taken by bob
10:01:12.925  bob !phone silent (PJSIP/bob: its phone sends no sound)
10:01:17.925  c2 back · c2-desk unanswered · house !returned_lost c2 (the agent's phone was dead)
10:01:18.925  c2 back
10:01:21.465  bob !login
10:01:23.465  c2 back · c2-desk unanswered · house !returned_lost c2 (the agent's phone was dead)
10:01:24.465  c2 back
10:01:25.465  c2 back
10:01:26.465  bob !phone silent (PJSIP/bob: its phone sends no sound) · c2 back
10:01:27.465  c2 back
10:01:28.465  c2 back
10:01:41.897  c2 back · c2-desk unanswered · house !returned_lost c2 (the agent's phone was dead)
10:01:51.897  bob hangup · bob !logout
10:16:41.897  house !stopped
