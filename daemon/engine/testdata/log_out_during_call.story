# an agent who logs out in a call leaves when its wrap-up is over
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:05  a1 answered
10:00:10  anna logs out
10:00:30  a1 hangs up 16
10:00:40  anna keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  anna-out answer · anna-out say pin · anna-out say bye · anna-out hangup
10:00:30  a1 !ended answered consumer
10:00:40  a1 !disposed person · anna say word-taken
10:00:43  anna hangup · anna !logout
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
