# a phone that dies in a talk: after ten seconds of silence the consumer hears who rang; the leg is ended when half a minute is over
10:00:00  agent anna
10:00:01  lead 90000001
10:00:02  a1 rings
10:00:05  a1 answered
10:01:00  anna goes mute
10:01:20  a1 message ends
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:02  a1 !ringing
10:00:05  a1 !answered · a1 !bridged
10:01:05.640  anna !phone silent (PJSIP/anna: its phone sends no sound)
10:01:10.640  a1 !agent_gone (no more packets came from the agent's phone)
10:01:10.940  a1 leave · a1 play abandoned · a1 !message
10:01:20  a1 hangup · a1 !ended answered us
10:01:30.640  anna hangup · anna !logout
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
