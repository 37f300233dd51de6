# the gate: a reserved number, one that cannot be looked up, and one that may be rung
10:00:00  agent anna
          lead 90000001 reserved
          lead 90000002 unknown
          lead 90000003
10:00:05  a1 ends 17 486
10:00:31  anna hangs up
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · house !blocked BLOCK_OWN · house !blocked BLOCK_UNKNOWN
10:00:05  a1 create +•••••••003 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a1 !ended busy network
10:00:30  house !blocked BLOCK_UNKNOWN
10:00:31  anna !logout
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, busy 1, BLOCK_OWN 1, BLOCK_UNKNOWN 2 --
