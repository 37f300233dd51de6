# more wrap-up, by the minute and within ten; in no other state
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:05  a1 answered
10:00:10  anna keys *54
10:00:15  a1 hangs up 16
10:00:20  anna keys *54
10:00:25  anna keys *54 *54 *54 *54 *54 *54 *54 *54 *54 *54
10:12:00  anna keys *54
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  anna say key-refused
10:00:15  a1 !ended answered consumer
10:00:20  anna say more-time
10:00:25  anna say more-time · anna say more-time · anna say more-time · anna say more-time · anna say more-time · anna say more-time · anna say more-time · anna say more-time · anna say more-time · anna say key-refused
10:10:15  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:10:35  a2 hangup · a2 !ended trunk_failed us (no sign of ringing)
10:12:00  anna say key-refused
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, trunk_failed 1 --
