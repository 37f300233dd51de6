# habit: *97 late. Begun before the next call it dies with a sound; begun in it, it is that call's; in the wrap-up it is its call's
wrap-up 3s
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:09  a1 answered
10:00:30  a1 hangs up 16
10:00:32.9  anna keys *9
10:00:34  a2 answered
10:00:34.5  anna keys 7
10:00:35  anna keys *97
10:01:00  a2 hangs up 16
10:01:02  anna keys *97
10:01:04  anna keys *97
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:09  a1 !answered · a1 !bridged
10:00:30  a1 !ended answered consumer
10:00:33  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:00:34  a2 !answered · a2 !bridged
10:00:34.500  anna say key-refused
10:00:35  anna say inquiry-noted · inquiries note +•••••••002 of fjellvann by anna: <nil>
10:01:00  a2 !ended answered consumer
10:01:02  anna say inquiry-noted
10:01:04  anna say key-refused
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 2, abandoned 0 --
