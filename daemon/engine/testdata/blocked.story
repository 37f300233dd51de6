# the gate: a reserved number, one that cannot be looked up, and one that may be rung
10:00:00  agent anna
          lead 90000001 reserved
          lead 90000002 unknown
          lead 90000003
10:00:05  a1 ends 17 486
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · house !blocked BLOCK_OWN · house !blocked BLOCK_UNKNOWN
10:00:05  a1 create +•••••••003 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a1 !ended busy network
10:00:30  house !blocked BLOCK_UNKNOWN
10:01:00  house !blocked BLOCK_UNKNOWN
10:01:30.200  house !blocked BLOCK_UNKNOWN
10:02:00.400  house !blocked BLOCK_UNKNOWN
10:02:30.600  house !blocked BLOCK_UNKNOWN
10:03:00.800  house !blocked BLOCK_UNKNOWN
10:03:31  house !blocked BLOCK_UNKNOWN
10:04:01.200  house !blocked BLOCK_UNKNOWN
10:04:31.400  house !blocked BLOCK_UNKNOWN
10:05:01.600  house !blocked BLOCK_UNKNOWN
10:05:31.800  house !blocked BLOCK_UNKNOWN
10:06:02  house !blocked BLOCK_UNKNOWN
10:06:32.200  house !blocked BLOCK_UNKNOWN
10:07:02.400  house !blocked BLOCK_UNKNOWN
10:07:32.600  house !blocked BLOCK_UNKNOWN
10:08:02.800  house !blocked BLOCK_UNKNOWN
10:08:33  house !blocked BLOCK_UNKNOWN
10:09:03.200  house !blocked BLOCK_UNKNOWN
10:09:33.400  house !blocked BLOCK_UNKNOWN
10:10:03.600  house !blocked BLOCK_UNKNOWN
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, busy 1, BLOCK_OWN 1, BLOCK_UNKNOWN 21 --
