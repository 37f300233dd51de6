# what is recorded ends with the notice: withdrawn, or over
recording opt_in
notice recording anna,bob until 10:02:00
lead 90000001
lead 90000002
10:00:00  agent anna
10:00:01  anna keys *81
10:00:05  a1 answered
10:00:08  anna keys *60
10:00:09  a1 heard consent
10:00:10  a1 presses 1
10:00:11  a1 heard consent-yes
10:01:00  agent bob
10:01:01  bob keys *81
10:01:05  a2 answered
10:02:30  bob keys *60
10:02:40  anna keys *60
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_heard
10:00:01  anna say word-taken · anna !notice_acked
10:00:05  a1 !answered · a1 !bridged
10:00:08  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:09  a1 !informed
10:00:10  a1 !consent key (opt_in; category quality) · a1-recording say consent-yes with anna
10:00:11  a1 !recording (category quality) · a1-recording record 1 with anna · anna say recording-on
10:01:00  a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · bob answer · bob say pin · bob say welcome · bob open · bob say notice-text 1 · bob !login · bob !notice_heard
10:01:01  bob say word-taken · bob !notice_acked
10:01:05  a2 !answered · a2 !bridged
10:02:00  a1 !recording_ended · a1-recording stop 1 with anna · anna say recording-off
10:02:30  a2 !consent_unasked no_notice · bob say notice
10:02:40  a1 !consent_unasked asked_before · anna say recording-off
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0 --
