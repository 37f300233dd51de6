# 8.3: a supervisor listens; the agent acknowledged the notice and is told who listens before any audio leaves, and again at its end
notice monitoring anna until 14:00:00
09:59:00  agent anna
10:00:00  anna keys *81
10:00:02  anna keys *82
10:00:05  monitor anna by leader until 11:00:00
10:00:10  listener answers
10:00:20  lead 90000001
10:00:25  a1 answered
10:00:30  anna keys *82
10:01:00  a1 hangs up 16
10:01:05  anna keys *01
10:01:10  lead 90000002
10:01:20  a2 answered
10:01:30  monitor anna stop
10:01:35  anna keys *82
10:01:40  a2 hangs up 16
10:01:42  anna keys *01
10:01:45  lead 90000003
10:01:50  a3 answered
10:01:52  anna keys *82
10:01:55  a3 hangs up 16
-- transcript --
09:59:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_heard
10:00:00  anna say word-taken · anna !notice_acked
10:00:02  anna say no-listener
10:00:05  anna !monitor_begun · listeners ring leader for 25s
10:00:10  anna say monitor-start voice · anna !monitor_told
10:00:20.200  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:25  a1 !answered · a1 !bridged · a1 !monitor_open · listeners hear anna
10:00:30  anna say monitor-now voice
10:01:00  a1 !ended answered consumer · a1 !monitor_shut (the call is over) · listeners deafen
10:01:05  a1 !disposed person · anna say word-taken
10:01:10  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:20  a2 !answered · a2 !bridged · a2 !monitor_open · listeners hear anna
10:01:30  a2 !monitor_shut (stopped) · anna say monitor-end · anna !monitor_ended · listeners deafen · listeners end
10:01:35  anna say monitor-was voice
10:01:40  a2 !ended answered consumer
10:01:42  a2 !disposed person · anna say word-taken
10:01:45  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:01:50  a3 !answered · a3 !bridged
10:01:52  anna say no-listener
10:01:55  a3 !ended answered consumer
-- 2026-11-23: attempted 3, answered 3, connected 3, transferred 3, abandoned 0, established 2 --
