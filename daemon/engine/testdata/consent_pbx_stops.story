# the PBX stops recording by itself: the agent hears it a second later; with the end of the call it is no failure
recording opt_in
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:30  anna keys *60
10:00:45  a1 heard consent
10:00:47  a1 presses 1
10:00:50  a1 heard consent-yes
10:01:00  a1 unrecorded 1
10:02:00  a1 hangs up 16
          anna keys *01
          lead 90000002
10:02:03  a2 rings
10:02:09  a2 answered
10:03:30  anna keys *60
10:03:45  a2 heard consent
10:03:47  a2 presses 1
10:03:50  a2 heard consent-yes
10:04:00  a2 unrecorded 1
          a2 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:30  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:45  a1 !informed
10:00:47  a1 !consent key (opt_in; category quality) · a1-recording say consent-yes with anna
10:00:50  a1 !recording (category quality) · a1-recording record 1 with anna · anna say recording-on
10:01:01  a1 !recording_ended · a1 !recording_failed pbx (the PBX ended it) · a1-recording stop 1 with anna · anna say recording-off
10:02:00  a1 !ended answered consumer · a1 !disposed person · anna say word-taken
10:02:03  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · a2 !ringing
10:02:09  a2 !answered · a2 !bridged
10:03:30  a2 !consent_asked opt_in · a2-recording say consent with anna
10:03:45  a2 !informed
10:03:47  a2 !consent key (opt_in; category quality) · a2-recording say consent-yes with anna
10:03:50  a2 !recording (category quality) · a2-recording record 1 with anna · anna say recording-on
10:04:00  a2 !ended answered consumer · a2 !recording_ended · a2-recording stop 1 with anna
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0, established 1 --
