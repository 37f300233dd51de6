# a key cuts the reading off: the agent takes calls unacknowledged, and hears it again five minutes later, or when asked for
notice recording anna
09:59:00  phone cuts say notice-text 1
10:00:00  agent anna
10:00:10  anna keys *81
10:00:11  phone works
10:00:20  anna keys *81
10:00:30  anna keys *81
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_unheard
10:00:10  anna say notice-unheard
10:00:15  anna say notice-text 1 · anna !notice_heard
10:00:20  anna say word-taken · anna !notice_acked
10:00:30  anna say key-refused
