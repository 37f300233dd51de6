# a supervisor withdraws the notice while a call is recorded
recording opt_in
notice recording anna
lead 90000001
10:00:00  agent anna
10:00:01  anna keys *81
10:00:05  a1 answered
10:00:08  anna keys *60
10:00:09  a1 heard consent
10:00:10  a1 presses 1
10:00:11  a1 heard consent-yes
10:01:00  notice 1 withdrawn
10:01:10  anna keys *60
10:01:20  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_heard
10:00:01  anna say word-taken · anna !notice_acked
10:00:05  a1 !answered · a1 !bridged
10:00:08  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:09  a1 !informed
10:00:10  a1 !consent key (opt_in; category quality) · a1-recording say consent-yes with anna
10:00:11  a1 !recording (category quality) · a1-recording record 1 with anna · anna say recording-on
10:01:00  a1 !recording_ended · a1-recording stop 1 with anna · anna say recording-off
10:01:10  a1 !consent_unasked asked_before · anna say recording-off
10:01:20  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
