# the same in the first seconds, with a recording about to be asked for: an agent drop (norm 2.3 no. 6)
recording opt_in
10:00:00  agent anna
10:00:01  lead 90000001
10:00:02  a1 rings
10:00:05  a1 answered
10:00:07  anna keys *60
10:00:08  anna goes mute
10:00:40  a1 message ends
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:02  a1 !ringing
10:00:05  a1 !answered · a1 !bridged
10:00:07  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:15.940  anna !phone silent (PJSIP/anna: its phone sends no sound)
10:00:20.940  a1 !agent_gone (no more packets came from the agent's phone) · a1 !consent_none agent_gone · a1-recording hush consent
10:00:21.240  a1 leave · a1 play abandoned · a1 !message
10:00:40  a1 hangup · a1 !ended answered us
10:00:40.940  anna hangup · anna !logout
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 1, agent_drop 1, established 1 --
