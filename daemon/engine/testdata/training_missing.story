# 5 a-f: an agent who lacks an item hears which and gets no call; one who lacks the product gets none of its campaign
untaught norm
10:00:00  agent anna
          lead 90000001
10:00:30  untaught conversation
10:00:31  agent anna
10:01:00  untaught statute
10:01:01  agent anna
10:01:30  untaught routines
10:01:31  agent anna
10:02:00  untaught privacy
10:02:01  agent anna
10:02:30  untaught product
10:02:31  agent anna
10:03:00  untaught expectations
10:03:02  a1 rings
10:03:05  a1 answered
10:03:30  a1 hangs up 16
-- transcript --
10:00:00  anna answer · anna say pin · anna say training-missing norm · anna hangup · anna !untrained
10:00:31  anna answer · anna say pin · anna say training-missing conversation · anna hangup · anna !untrained
10:01:01  anna answer · anna say pin · anna say training-missing statute · anna hangup · anna !untrained
10:01:31  anna answer · anna say pin · anna say training-missing routines · anna hangup · anna !untrained
10:02:01  anna answer · anna say pin · anna say training-missing privacy · anna hangup · anna !untrained
10:02:31  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:03:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:03:02  a1 !ringing
10:03:05  a1 !answered · a1 !bridged
10:03:30  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
