# nor where events were lost and the PBX did not restart: who is not found then has hung up
rings-back
10:00:00  agent anna
10:00:20  pbx down
          pbx loses anna
10:01:00  pbx up
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:01:00  anna !logout
