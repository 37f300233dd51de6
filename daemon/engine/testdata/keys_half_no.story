# habit: a key about the recording begun in one call and ended in the next. It binds a person, so it is nobody's
recording opt_in
wrap-up 1s
10:00:00  agent anna
          lead 90000001
          lead 90000002
          lead 90000003
10:00:09  a1 answered
10:00:30  a1 hangs up 16
10:00:31  anna keys *
10:00:32  a2 answered
10:00:33  anna keys 2
10:00:40  anna keys *60
10:00:50  a2 heard consent
10:00:51  a2 presses 1
10:00:54  a2 heard consent-yes
10:01:00  a2 hangs up 16
10:01:00.5  anna keys *6
10:01:02  a3 answered
10:01:03  anna keys 1
10:01:04  anna keys *2
10:01:30  a3 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:00:30  a1 !ended answered consumer
10:00:31  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:32  a2 !answered · a2 !bridged
10:00:33  anna say key-refused
10:00:40  a2 !consent_asked opt_in · a2-recording say consent with anna
10:00:50  a2 !informed
10:00:51  a2 !consent key (opt_in; category quality) · a2-recording say consent-yes with anna
10:00:54  a2 !recording (category quality) · a2-recording record 1 with anna · anna say recording-on
10:01:00  a2 !ended answered consumer · a2 !recording_ended · a2-recording stop 1 with anna
10:01:01  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:01:02  a3 !answered · a3 !bridged
10:01:03  anna say key-refused
10:01:04  a3 !consent_refused spoken · a3-recording say consent-no with anna · house recordings sweep
10:01:14  a3-recording hush consent-no with anna · anna say recording-off
10:01:30  a3 !ended answered consumer
-- 2026-11-23: attempted 3, answered 3, connected 3, transferred 3, abandoned 0 --
