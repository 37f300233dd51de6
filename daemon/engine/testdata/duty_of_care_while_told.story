# *90 while both are being told of a reservation: that ends, and the goodbye is heard at once
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:20  anna keys *71
10:00:22  anna keys *90
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:20  anna say registered: 001 · registers add +•••••••001 (client) by anna · tell a1+anna: reserved with the client
10:00:22  a1 !disposed duty_of_care · tell a1+anna: hushed · tell a1+anna: goodbye
10:00:27  a1 hangup · a1 !ended answered agent · anna say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
