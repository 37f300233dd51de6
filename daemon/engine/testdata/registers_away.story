# registers that do not answer: nothing is rung, and the list is not run through; they come back and it goes on by itself
10:00:00  registers away
          agent anna
          lead 90000001
          lead 90000002
          lead 90000003
10:00:07  registers back
10:00:11  a1 rings
10:00:20  a1 ends 17 486
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · house !blocked BLOCK_UNKNOWN
10:00:05  house !blocked BLOCK_UNKNOWN
10:00:10  a1 create +•••••••003 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:11  a1 !ringing
10:00:20  a1 !ended busy network
10:00:30  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:50  a2 hangup · a2 !ended trunk_failed us (no sign of ringing) · a3 create +•••••••002 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:01:10  a3 hangup · a3 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 3, answered 0, connected 0, transferred 0, abandoned 0, busy 1, trunk_failed 2, BLOCK_UNKNOWN 2 --
