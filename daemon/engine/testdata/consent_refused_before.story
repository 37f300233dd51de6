# the number said no in this campaign before: nobody is asked
recording opt_in
recording refused
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:30  anna keys *60
10:02:00  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:30  a1 !consent_unasked refused_before · anna say recording-off
10:02:00  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
