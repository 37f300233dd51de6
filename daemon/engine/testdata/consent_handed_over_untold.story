# the second agent has not acknowledged the notice (8.1): the yes stands, and nothing is recorded
recording opt_in
recording untold bob
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:09.2  anna keys *60
10:00:09.5  a1 heard consent
10:00:10  a1 presses 1
10:00:10.5  a1 heard consent-yes
10:00:11  agent bob
10:00:12  anna hangs up
10:01:00  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:09.200  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:09.500  a1 !informed
10:00:10  a1 !consent key (opt_in; category quality) · a1-recording say consent-yes with anna
10:00:10.500  a1 !recording (category quality) · a1-recording record 1 with anna · anna say recording-on
10:00:11  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:12  a1 join bob · a1 !agent_gone · a1 !recording_ended · a1 !bridged · a1-recording stop 1 · anna !logout · bob say notice
10:01:00  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 1, agent_drop 1, established 1 --
