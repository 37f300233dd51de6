# a recorded talk becomes another: what is recorded is dropped, and nothing is recorded any more
recording opt_in
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:10  anna keys *60
10:00:12  a1 heard consent
          a1 presses 1
10:00:14  a1 heard consent-yes
10:00:20  anna stranger x1 PJSIP/desk
10:00:21  anna moved in a bridge of the PBX (basic)
10:00:22  a1 with PJSIP/desk
10:00:40  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:10  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:12  a1 !informed · a1 !consent key (opt_in; category quality) · a1-recording say consent-yes with anna
10:00:14  a1 !recording (category quality) · a1-recording record 1 with anna · anna say recording-on
10:00:20  a1 !recording_ended · a1 !recording_failed strayed (PJSIP/desk came into the talk) · a1 !joined (PJSIP/desk came into the talk) · a1-recording drop 1 with anna · anna say recording-off
10:00:21  a1 seek · a1 !taken (PJSIP/desk took the agent's place) · anna hangup · anna !logout
10:00:23  a1 seek
10:00:25  a1 seek
10:00:27  a1 seek
10:00:29  a1 seek
10:00:31  a1 seek
10:00:33  a1 seek
10:00:35  a1 seek
10:00:37  a1 seek
10:00:39  a1 seek
10:00:40  a1 !ended answered consumer · anna expel x1
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
