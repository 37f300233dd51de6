# a notice that is made during a talk is read at the first pause between calls; one agent hears it at once
notice recording carl
lead 90000001
10:00:00  agent anna
10:00:05  a1 answered
10:00:08  agent bob
10:00:10  notice recording anna,bob
10:00:20  bob keys *81
10:01:00  a1 hangs up 16
10:01:20  anna keys *01
10:02:00  anna keys *81
10:02:10  bob hangs up
10:02:20  agent bob
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:08  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:10  bob say notice-text 2 · bob !notice_heard
10:00:20  bob say word-taken · bob !notice_acked
10:01:00  a1 !ended answered consumer
10:01:20  a1 !disposed person · anna say word-taken
10:01:23  anna say notice-text 2 · anna !notice_heard
10:02:00  anna say word-taken · anna !notice_acked
10:02:10  bob !logout
10:02:20  bob answer · bob say pin · bob say welcome · bob open · bob !login
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
