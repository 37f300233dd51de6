# norm 2.6: a no by key, before the prompt has ended; nothing is recorded, and the agent goes on talking
recording opt_in
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:30  anna keys *60
10:00:35  a1 presses 2
10:00:38  a1 heard consent-no
10:02:00  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:30  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:35  a1 !consent_refused key · a1-recording hush consent with anna · a1-recording say consent-no with anna · house recordings sweep
10:00:38  anna say recording-off
10:02:00  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
