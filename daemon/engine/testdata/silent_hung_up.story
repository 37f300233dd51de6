# the consumer hangs up before it is known that the agent's phone died just before the answer: agent_cut all the same
10:00:00  agent anna
10:00:01  lead 90000001
10:00:02  a1 rings
10:00:05  anna goes mute
10:00:05.300  a1 answered
10:00:06.500  a1 hangs up 16
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:02  a1 !ringing
10:00:05.300  a1 !answered · a1 !bridged
10:00:06.500  a1 !ended answered consumer
10:00:07.300  a1 !agent_gone (no packet came from the agent's phone since the bridging)
10:00:10.300  anna !phone silent (PJSIP/anna: its phone sends no sound)
10:00:35.300  anna hangup · anna !logout
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, agent_cut 1, established 1 --
