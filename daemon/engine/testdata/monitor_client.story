# 8.3, client: its person listens to its own campaign alone, with a host; when the host hangs up both are out
rival skog anna
notice monitoring anna for fjellvann
09:59:00  agent anna
10:00:00  anna keys *81
10:00:05  monitor anna by fjellvann until 11:00:00 with host
10:00:10  listener answers
10:00:12  host answers
10:00:20  lead 90000002 of skog
10:00:30  a1 answered
10:00:40  a1 hangs up 16
10:00:42  anna keys *01
10:01:00  lead 90000001
10:01:10  a2 answered
10:01:30  host hangs up
10:01:40  a2 hangs up 16
-- transcript --
09:59:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_heard
10:00:00  anna say word-taken · anna !notice_acked
10:00:05  anna !monitor_begun · listeners ring fjellvann for 25s · listeners ring leader for 25s
10:00:12  anna say monitor-start-client voice · anna !monitor_told
10:00:20.200  a1 create +•••••••002 as +4722000002 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna say client skog · anna say purpose skog · anna !seat_client skog
10:00:30  a1 !answered · a1 !bridged
10:00:40  a1 !ended answered consumer
10:00:42  a1 !disposed person · anna say word-taken
10:01:00  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say client fjellvann · anna say purpose c1 · anna !seat_client fjellvann
10:01:10  a2 !answered · a2 !bridged · a2 !monitor_open · listeners hear anna
10:01:30  a2 !monitor_shut (the host hung up) · anna say monitor-end · anna !monitor_ended · listeners deafen · listeners end
10:01:40  a2 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
