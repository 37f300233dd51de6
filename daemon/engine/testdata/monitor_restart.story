# a restart of the PBX, of the connection or of the daemon ends the listening and says so
notice monitoring anna until 14:00:00
09:59:00  agent anna
10:00:00  anna keys *81
10:00:01  lead 90000001
10:00:05  a1 answered
10:00:10  monitor anna by leader until 11:00:00
10:00:11  listener answers
10:00:20  pbx down
10:00:25  pbx up
10:01:10  monitor anna by leader until 11:00:00
10:01:11  listener answers
10:01:20  kill
10:01:30  start
10:02:00  monitor anna by leader until 11:00:00
10:02:30  a1 hangs up 16
-- transcript --
09:59:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_heard
10:00:00  anna say word-taken · anna !notice_acked
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:05  a1 !answered · a1 !bridged
10:00:10  anna !monitor_begun · listeners ring leader for 25s
10:00:11  a1 !monitor_open · anna say monitor-start voice · anna !monitor_told · listeners hear anna
10:00:20  a1 !monitor_shut (the connection to the PBX was lost) · anna !monitor_ended · listeners deafen · listeners end
10:00:25  anna say monitor-end
10:01:10  anna !monitor_begun · listeners ring leader for 25s
10:01:11  a1 !monitor_open · anna say monitor-start voice · anna !monitor_told · listeners hear anna
10:01:30  anna say monitor-end · anna !monitor_ended · anna !login
10:02:00  anna !monitor_begun · listeners ring leader for 25s
10:02:25  anna !monitor_ended · listeners end
10:02:30  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
