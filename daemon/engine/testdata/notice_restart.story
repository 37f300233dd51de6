# an acknowledgement outlasts the daemon; one that was not keyed is asked for again
recording opt_in
notice recording anna,bob
10:00:00  agent anna
10:00:01  agent bob
10:00:10  anna keys *81
10:00:20  kill
10:00:25  start
10:00:30  bob keys *81
10:00:40  anna keys *81
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_heard
10:00:01  bob answer · bob say pin · bob say welcome · bob open · bob say notice-text 1 · bob !login · bob !notice_heard
10:00:10  anna say word-taken · anna !notice_acked
10:00:25  anna !login · bob say notice-text 1 · bob !login · bob !notice_heard
10:00:30  bob say word-taken · bob !notice_acked
10:00:40  anna say key-refused
