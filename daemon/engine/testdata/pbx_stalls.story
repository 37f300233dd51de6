# the PBX does not answer although the connection stands: nothing is dialed until it does
10:00:00  agent anna
10:00:01  pbx stalls
10:00:02  lead 90000001
10:00:08  pbx answers
10:00:09  a1 rings
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:08  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:09  a1 !ringing
10:00:29  a1 hangup · a1 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1 --
