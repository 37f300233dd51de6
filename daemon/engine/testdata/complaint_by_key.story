# *96 is a complaint, beside the inquiry of *97; each once in a call, and it can be keyed again where it was not noted
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  anna keys *97
10:00:12  anna keys *96
10:00:14  anna keys *96
10:00:20  a1 hangs up 16
10:00:22  anna keys *01
10:00:30  caller c1 arrives
          phone refuses note
10:00:40  anna keys *96
10:00:42  phone works
10:00:43  anna keys *96
10:00:50  caller c1 hangs up
10:00:52  anna keys *96
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  anna say inquiry-noted · inquiries note +•••••••001 of fjellvann by anna: <nil>
10:00:12  anna say complaint-noted · inquiries note COMPLAINT +•••••••001 of fjellvann by anna: <nil>
10:00:14  anna say complaint-noted
10:00:20  a1 !ended answered consumer
10:00:22  a1 !disposed person · anna say word-taken
10:00:30  anna !returned_agent c1 · c1 ring · c1 join anna · c1-desk taken by anna
10:00:40  anna say inquiry-not-noted · inquiries note COMPLAINT caller c1 by anna: Allocation failed
10:00:43  anna say complaint-noted · inquiries note COMPLAINT caller c1 by anna: <nil>
10:00:52  anna say complaint-noted
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
