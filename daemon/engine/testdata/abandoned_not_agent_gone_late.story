# not abandoned: the agent's leg dies 5.1 s after the bridging; that is the end of a conversation
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:14.1  anna vanishes
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:14.100  a1 hangup · a1 !agent_gone · a1 !ended answered agent · anna !logout
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
