# events stop: whoever does not hear a no records nothing; what runs is stopped, again when the PBX is back; a question is void
recording opt_in
10:00:00  agent anna
          agent bob
          lead 90000001
          lead 90000002
10:00:01  a1 rings
          a2 rings
10:00:09  a1 answered
          a2 answered
10:00:30  anna keys *60
10:00:40  bob keys *60
10:00:45  a1 heard consent
10:00:47  a1 presses 1
10:00:50  a1 heard consent-yes
10:00:52  pbx down
10:00:55  pbx up
10:00:58  a2 heard consent
          a2 presses 1
10:01:00  a1 presses 2
          bob keys *60
10:02:00  a1 hangs up 16
          a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:01  a1 !ringing · a2 !ringing
10:00:09  a1 !answered · a1 !bridged · a2 !answered · a2 !bridged
10:00:30  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:40  a2 !consent_asked opt_in · a2-recording say consent with bob
10:00:45  a1 !informed
10:00:47  a1 !consent key (opt_in; category quality) · a1-recording say consent-yes with anna
10:00:50  a1 !recording (category quality) · a1-recording record 1 with anna · anna say recording-on
10:00:52  a1 !recording_ended · a1 !recording_failed events (events were lost, and a no may have been among them) · a1-recording stop 1 with anna · a2 !consent_none events (events were lost, and a no may have been among them) · a2-recording hush consent with bob · anna say recording-off · bob say recording-off
10:00:55  a1-recording halt
10:01:00  a1 !consent_withdrawn key · a1-recording discard with anna · a1-recording say consent-stopped with anna · a2 !consent_unasked asked_before · bob say recording-off · house recordings sweep
10:01:10  a1-recording hush consent-stopped with anna · anna say recording-off
10:02:00  a1 !ended answered consumer · a2 !ended answered consumer
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0 --
