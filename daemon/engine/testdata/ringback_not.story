# no one is rung where the house does not want it
10:00:00  agent anna
10:00:20  pbx down
10:01:00  pbx restarts
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:01:00  anna !logout
