# the consumer is parked: with nobody after five seconds, the call is ended; the agent has wrap-up
wrap-up 10s
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:20  a1 moved parked by the PBX
10:00:40  anna logs out
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:20  a1 seek · a1 !taken (parked by the PBX)
10:00:22  a1 seek
10:00:24  a1 seek
10:00:26  a1 seek · a1 hangup · a1 !agent_gone · a1 !ended answered us
10:00:40  anna hangup · anna !logout · anna-out answer · anna-out say pin · anna-out say bye · anna-out hangup
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
