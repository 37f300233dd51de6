# the list of leads that are due was read before the disk had what became of one: that one is not taken twice
book takes 5s
registers take 1s
10:00:00  agent anna
          agent bob
          lead 90000001 reserved
10:00:30  lead 90000002
10:00:40  a1 answered
10:01:00  a1 hangs up 16
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:06  house !blocked BLOCK_OWN
10:00:36  a1 create +•••••••002 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:40  a1 !answered · a1 !bridged
10:01:00  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, BLOCK_OWN 1 --
