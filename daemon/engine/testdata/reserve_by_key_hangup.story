# the consumer leaves while the number goes to the disk: the agent alone hears it. The agent leaves: nothing is said
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:05  a1 answered
          phone holds reserve
10:00:20  anna keys *71
10:00:21  a1 hangs up 16
10:00:22  phone releases reserve
10:00:25  anna keys *01
10:00:35  a2 answered
          phone holds reserve
10:00:45  anna keys *72
10:00:46  anna hangs up
10:00:47  phone releases reserve
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:21  a1 !ended answered consumer
10:00:22  anna say registered: 001 · registers add +•••••••001 (client) by anna
10:00:25  a1 !disposed person · anna say word-taken
10:00:28  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:35  a2 !answered · a2 !bridged
10:00:46  a2 hangup · a2 !agent_gone · a2 !ended answered agent · anna !logout
10:00:47  registers add +•••••••002 (call centre) by anna
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0, established 1 --
