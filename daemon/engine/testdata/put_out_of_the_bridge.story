# the consumer is put out of the agent's bridge and is with nobody: ended at once, no call is silent
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:20  a1 put out
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:20  a1 hangup · a1 !taken (put out of the agent's bridge by another hand) · a1 !agent_gone · a1 !ended answered us
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
