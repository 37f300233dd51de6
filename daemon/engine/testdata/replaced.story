# another instance takes our application: nothing is dialed any more, also after a reconnection
10:00:00  pbx replaced
          agent anna
          lead 90000001
10:00:05  pbx up
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
