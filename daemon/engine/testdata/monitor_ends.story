# 8.1 b: listening ends with the notice, with its time, with the agent's line and with what the phones do
notice monitoring anna,bob until 10:30:00
notice monitoring carl until 14:00:00
09:58:00  agent anna
09:58:01  agent bob
09:58:02  agent carl
09:59:59  anna keys *81
          bob keys *81
          carl keys *81
10:00:00  lead 90000001
10:00:02  lead 90000002
10:00:04  lead 90000003
10:00:10  a1 answered
          a2 answered
          a3 answered
10:00:20  monitor carl by leader until 10:10:00
10:00:21  listener answers
10:10:30  monitor anna by leader until 10:30:00
10:10:31  listener answers
10:15:00  notice 1 withdrawn
10:20:00  monitor carl by leader until 11:00:00
10:20:01  listener answers
10:20:10  carl hangs up
-- transcript --
09:58:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_heard
09:58:01  bob answer · bob say pin · bob say welcome · bob open · bob say notice-text 1 · bob !login · bob !notice_heard
09:58:02  carl answer · carl say pin · carl say welcome · carl open · carl say notice-text 2 · carl !login · carl !notice_heard
09:59:59  anna say word-taken · anna !notice_acked · bob say word-taken · bob !notice_acked · carl say word-taken · carl !notice_acked
10:00:00.200  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:02  a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed
10:00:04  a3 create +•••••••003 as +4722000001 · a3 join carl · a3 dial · a3 !booked · a3 !dialed
10:00:10  a1 !answered · a1 !bridged · a2 !answered · a2 !bridged · a3 !answered · a3 !bridged
10:00:20  carl !monitor_begun · listeners ring leader for 25s
10:00:21  a3 !monitor_open · carl say monitor-start voice · carl !monitor_told · listeners hear carl
10:10:00  a3 !monitor_shut (its time is over) · carl say monitor-end · carl !monitor_ended · listeners deafen · listeners end
10:10:30  anna !monitor_begun · listeners ring leader for 25s
10:10:31  a1 !monitor_open · anna say monitor-start voice · anna !monitor_told · listeners hear anna
10:15:00  a1 !monitor_shut (NOTICE_WITHDRAWN: notice 1 was withdrawn 2026-11-23 10:15:00 (8.1 b)) · anna say monitor-end · anna !monitor_ended · listeners deafen · listeners end
10:20:00  carl !monitor_begun · listeners ring leader for 25s
10:20:01  a3 !monitor_open · carl say monitor-start voice · carl !monitor_told · listeners hear carl
10:20:10  a3 hangup · a3 !agent_gone · a3 !monitor_shut (the agent left the line) · a3 !ended answered agent · carl !logout · carl !monitor_ended · listeners deafen · listeners end
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
