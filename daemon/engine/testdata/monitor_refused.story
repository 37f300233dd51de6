# 8.1, 8.3, 5 e: no one listens without a notice, without the agent's own word on it, for a client alone or on another's campaign, beyond its time, or to an agent who is away
09:58:00  agent anna
10:00:00  monitor anna by leader until 11:00:00
10:00:01  notice monitoring anna until 14:00:00
10:00:05  monitor anna by leader until 11:00:00
10:00:10  anna keys *81
10:00:11  monitor anna by leader until 15:00:00
10:00:12  monitor anna by skog until 11:00:00 with host
10:00:13  monitor anna by skog until 11:00:00 of c1 with host
10:00:14  monitor anna by fjellvann until 11:00:00
10:00:15  monitor bob by leader until 11:00:00
10:00:16  monitor anna by leader until 11:00:00
10:00:17  monitor anna by leader until 11:00:00
-- transcript --
09:58:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:00  anna-listener REFUSED NOTICE_NONE: no notice of it names agent anna: ringevett notice add (8.1)
10:00:01  anna say notice-text 1 · anna !notice_heard
10:00:05  anna-listener REFUSED NOTICE_NOT_ACKNOWLEDGED: agent anna has not acknowledged notice 1: the agent hears it on the line and keys *81 (8.1 b)
10:00:10  anna say word-taken · anna !notice_acked
10:00:11  anna-listener REFUSED MONITOR_TIME: until 2026-11-23 15:00:00: notice 1 is of 2026-11-23 10:00 to 2026-11-23 14:00 (8.1 b)
10:00:12  anna-listener REFUSED NOTICE_NONE: no notice of it names agent anna: ringevett notice add (8.1)
10:00:13  anna-listener REFUSED MONITOR_CLIENT: campaign c1 is not of client skog, whose person Siri Eksempel is (8.3)
10:00:14  anna-listener REFUSED MONITOR_NO_HOST: a client's person listens together with a host of the call centre, an operator, supervisor or quality, who is on a phone too: name both (8.3)
10:00:15  bob-listener REFUSED NOTICE_NONE: no notice of it names agent bob: ringevett notice add (8.1)
10:00:16  anna !monitor_begun · listeners ring leader for 25s
10:00:17  anna-listener REFUSED refused: Per Eksempel listens to agent anna already: ringevett monitor stop anna
10:00:41  anna !monitor_ended · listeners end
