# *97 that cannot be written: the agent hears so, and keys again; the consumer has hung up meanwhile, the disk hangs, the agent leaves
10:00:00  agent anna
          lead 90000001
10:00:10  a1 answered
10:00:20  phone refuses note
          anna keys *97
10:00:30  phone works
10:00:40  phone holds note
          anna keys *97
          anna keys *97
10:00:50  a1 hangs up 16
10:01:00  anna hangs up
10:01:10  phone releases note
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  a1 !answered · a1 !bridged
10:00:20  anna say inquiry-not-noted · inquiries note +•••••••001 of fjellvann by anna: Allocation failed
10:00:50  a1 !ended answered consumer
10:01:00  anna !logout
10:01:10  inquiries note +•••••••001 of fjellvann by anna: <nil>
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
