# the disk stalls: the agent hears that the complaint and the inquiry are kept, keyed again too, and each is one
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
          phone loses note
10:00:20  anna keys *96
10:00:24  anna keys *97
10:00:28  phone works
10:00:29  anna keys *96
10:00:33  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:20  anna say inquiry-kept · inquiries note COMPLAINT +•••••••001 of fjellvann by anna: kept, and written when the disk takes it
10:00:24  anna say inquiry-kept · inquiries note +•••••••001 of fjellvann by anna: kept, and written when the disk takes it
10:00:29  anna say inquiry-kept
10:00:33  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
