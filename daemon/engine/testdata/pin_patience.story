# a phone that dials the code and keys nothing is hung up
10:00:00  lead 90000001
10:00:01  agent anna 12
-- transcript --
10:00:01  anna answer · anna say pin
10:00:21  anna hangup
