# a supervisor logs an agent out: after the talk, or at once, when the consumer goes to a colleague who is free
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:06  agent bob
10:00:08  supervisor sends anna now
10:00:20  supervisor sends bob
10:00:30  a1 hangs up 16
10:00:35  lead 90000002
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:06  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:08  a1 join bob · a1 !agent_gone · a1 !bridged · anna hangup · anna !sent_out · anna !logout
10:00:20  bob !sent_out
10:00:30  a1 !ended answered consumer
10:01:00  bob hangup · bob !logout
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 1, agent_drop 1, established 1 --
