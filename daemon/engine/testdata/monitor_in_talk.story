# 8.3: a session that begins in a talk: nothing is heard before the agent was told to the end, and a telling that was cut comes again
notice monitoring anna until 14:00:00
09:59:00  agent anna
10:00:00  anna keys *81
10:00:05  lead 90000001
10:00:10  a1 answered
10:00:15  phone cuts say monitor-start voice
10:00:16  monitor anna by leader until 11:00:00
10:00:20  listener answers
10:00:21  phone works
10:00:40  phone holds listeners hear
10:00:41  listener hangs up
10:00:42  phone releases listeners hear
10:00:50  a1 hangs up 16
-- transcript --
09:59:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_heard
10:00:00  anna say word-taken · anna !notice_acked
10:00:05.200  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:10  a1 !answered · a1 !bridged
10:00:16  anna !monitor_begun · listeners ring leader for 25s
10:00:20  anna say monitor-start voice
10:00:22  a1 !monitor_open · anna say monitor-start voice · anna !monitor_told · listeners hear anna
10:00:41  a1 !monitor_shut (the listener hung up) · anna say monitor-end · anna !monitor_ended · listeners deafen · listeners end
10:00:50  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
