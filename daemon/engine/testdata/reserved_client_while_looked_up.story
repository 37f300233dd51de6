# a client's own register: the campaign of that client drops the number that it is looking up
registers take 100ms
10:00:00  agent anna
          lead 90000001
10:00:00.050  reserve 90000001 for fjellvann
10:00:01  a1 rings
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:00.200  house !blocked BLOCK_CLIENT
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0, BLOCK_CLIENT 1 --
