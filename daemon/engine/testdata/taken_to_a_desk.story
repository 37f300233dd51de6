# the PBX puts the consumer through to a phone of its own: left to it, and the end is the consumer's
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:00:20  a1 moved in the PBX's dialplan, context from-internal, at Dial()
          a1 with PJSIP/desk
10:00:31  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:00:20  a1 seek · a1 !taken (in the PBX's dialplan, context from-internal, at Dial())
10:00:22  a1 seek
10:00:24  a1 seek
10:00:26  a1 seek
10:00:28  a1 seek
10:00:30  a1 seek
10:00:31  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
