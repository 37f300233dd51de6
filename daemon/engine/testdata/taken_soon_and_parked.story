# parked within five seconds of the bridging, and never with anybody again: the agent's going counts as a drop
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:12  a1 moved parked by the PBX
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:12  a1 seek · a1 !taken (parked by the PBX)
10:00:14  a1 seek
10:00:16  a1 seek
10:00:18  a1 seek · a1 hangup · a1 !agent_gone · a1 !ended answered us
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 1, agent_drop 1, established 1 --
