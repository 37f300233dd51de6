# a channel that comes where no consumer is, is ended
10:00:00  agent anna
10:00:05  anna stranger x1 PJSIP/desk
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  anna expel x1
