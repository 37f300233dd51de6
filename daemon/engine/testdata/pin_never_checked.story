# the book does not return with whose PIN it is: the phone is told so and hung up, and the next try works
10:00:00  book holds pins
10:00:01  agent anna
10:00:20  book releases pins
10:00:30  agent anna
-- transcript --
10:00:01  anna answer · anna say pin
10:00:11  anna say refused · anna hangup
10:00:30  anna answer · anna say pin · anna say welcome · anna open · anna !login
