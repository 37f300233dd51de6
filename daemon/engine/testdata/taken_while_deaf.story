# moved while no events flowed: the look tells
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:20  pbx down
10:00:21  a1 with PJSIP/desk
10:00:25  pbx up
10:00:40  a1 alone
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:25  a1 seek · a1 !taken (with PJSIP/desk)
10:00:27  a1 seek
10:00:29  a1 seek
10:00:31  a1 seek
10:00:33  a1 seek
10:00:35  a1 seek
10:00:37  a1 seek
10:00:39  a1 seek
10:00:41  a1 seek
10:00:43  a1 seek
10:00:45  a1 seek · a1 hangup · a1 !ended answered us
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
