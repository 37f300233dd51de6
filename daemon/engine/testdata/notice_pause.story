# a pause keyed while the notice is read ends the reading; it is read when the agent is back
notice recording anna
09:59:00  phone holds say notice-text 1
10:00:00  agent anna
10:00:10  anna keys *521
10:00:11  phone releases say notice-text 1
10:00:30  anna keys *81
10:01:00  anna keys *53
10:01:30  anna keys *81
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login
10:00:10  anna !paused break
10:00:11  anna say pause-break
10:00:30  anna say notice-unheard
10:01:00  anna say back · anna !back
10:01:05  anna say notice-text 1 · anna !notice_heard
10:01:30  anna say word-taken · anna !notice_acked
