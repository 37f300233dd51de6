# the disk stalls: both hear that it is taken for reserved and not stored yet, and no confirmation; it cannot be undone
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
          phone loses reserve
10:00:20  anna keys *71
10:00:26  anna keys *70
10:00:33  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:20  registers keep +•••••••001 (client) by anna · tell a1+anna: taken for reserved, and not stored yet
10:00:26  anna say key-refused
10:00:33  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
