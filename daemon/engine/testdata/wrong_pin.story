# three wrong PINs end the call, and nothing is dialed
10:00:00  lead 90000001
10:00:01  agent anna 9999#
10:00:02  anna keys 8888#
10:00:03  anna keys 7777#
-- transcript --
10:00:01  anna answer · anna say pin · anna say wrong-pin · anna !wrong_pin
10:00:02  anna say wrong-pin · anna !wrong_pin
10:00:03  anna say refused · anna hangup · anna !wrong_pin
