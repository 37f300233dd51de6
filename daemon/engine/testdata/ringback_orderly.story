# a PBX that shuts down in order hangs up first; one that comes back after twenty minutes rings no one
rings-back
10:00:00  agent anna
10:00:10  agent bob
          bob hangs up
10:00:18  anna hangs up
10:00:20  pbx down
10:00:40  pbx restarts
10:00:44  phone answers anna
10:00:46  anna keys 1234#
10:01:00  pbx down
10:21:00  pbx restarts
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  bob answer · bob say pin · bob say welcome · bob open · bob !login · bob !logout
10:00:18  anna !logout
10:00:43  anna rings for 20s · anna !rung_back
10:00:44  anna answer · anna say again · anna say pin
10:00:46  anna say welcome · anna open · anna !login
10:21:00  anna !logout
