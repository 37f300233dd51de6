# a phone that dies while its agent is ready: nothing is dialed on it, people are told after 5 s, the leg is ended after 30
10:00:00  agent anna
10:00:05  anna goes mute
10:00:08  lead 90000001
10:00:36  anna sounds again
          agent anna
10:00:37  a1 rings
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  anna !phone silent (PJSIP/anna: its phone sends no sound)
10:00:35  anna hangup · anna !logout
10:00:36  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:37  a1 !ringing
10:00:57  a1 hangup · a1 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1 --
