# a wrong key is undone while the agent still hears the digits: the consumer hears nothing of either
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
          phone holds say registered: 001
10:00:20  anna keys *72
10:00:22  anna keys *70
10:00:24  phone releases say registered: 001
10:00:50  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:20  anna say registered: 001 · registers add +•••••••001 (call centre) by anna
10:00:22  registers remove +•••••••001 from [own] by anna: <nil>
10:00:24  anna say reserve-undone
10:00:50  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
