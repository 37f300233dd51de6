# a word within two seconds of a bridging, and no call before is known: nobody can have told so soon, and nobody is hung up on
10:00:00  agent anna
          lead 90000001
10:00:09  a1 answered
10:00:10  anna keys *02
10:00:11.5  anna keys *02
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:00:10  anna say key-refused
10:00:11.500  a1 hangup · a1 !disposed machine · a1 !ended answered agent
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, m 1 --
