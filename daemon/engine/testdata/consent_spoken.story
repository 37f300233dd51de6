# norm 2.6: a spoken yes, keyed by the agent; the disk is the slower one, and nothing is recorded before it has the yes
recording opt_in
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:30  anna keys *60
10:00:45  a1 heard consent
          disk takes 2s
10:00:46  anna keys *61
10:00:46.5  a1 heard consent-yes
10:01:00  disk works
10:02:00  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:30  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:45  a1 !informed
10:00:46  a1-recording say consent-yes with anna
10:00:48  a1 !consent spoken (opt_in; category quality) · a1-recording record 1 with anna · anna say recording-on
10:00:50  a1 !recording (category quality)
10:02:00  a1 !ended answered consumer · a1 !recording_ended · a1-recording stop 1 with anna
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
