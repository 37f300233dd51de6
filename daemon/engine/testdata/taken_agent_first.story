# the agent's leg is moved and nobody takes its place: soon after the bridging a colleague steps in
10:00:00  agent anna
          agent bob
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:12  anna moved in the PBX's dialplan, context from-internal, at Wait()
10:00:40  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:12  a1 join bob · a1 !agent_gone · a1 !bridged · anna hangup · anna !logout
10:00:40  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 1, agent_drop 1, established 1 --
