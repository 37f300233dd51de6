# norm 2.3, form 7: the agent's leg dies while the consent is asked; the prompt stops no clock, and the consumer leaves at 5 s
recording opt_in
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:10  anna keys *60
10:00:11  anna vanishes
10:00:14  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:10  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:11  a1 !agent_gone · a1 !consent_none agent_gone · a1-recording hush consent · anna !logout
10:00:13  a1 leave · a1 play abandoned · a1 !message
10:00:14  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 1, agent_drop 1, established 1 --
