# its sound cannot be played, or never ends: the agent takes calls and is not recorded
recording opt_in
notice recording anna
09:59:00  phone refuses say notice-text 1
10:00:00  agent anna
10:00:10  phone works
10:00:20  phone holds say notice-text 1
10:02:20  phone releases say notice-text 1
10:02:21  phone refuses say notice-text 1
10:03:00  lead 90000001
10:03:20  a1 answered
10:03:25  anna keys *81
10:03:30  anna keys *60
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login · anna !notice_unheard
10:03:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:03:20  a1 hangup · a1 !ended trunk_failed us (no sign of ringing)
10:03:25  anna say notice-unheard
10:03:30  anna say notice-text 1 · anna say key-refused · anna !notice_unheard
10:08:30  anna say notice-text 1 · anna !notice_unheard
10:13:30  anna say notice-text 1 · anna !notice_unheard
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
