# an agent who comes free goes to the consumer who waits, before any new call
phone loses hangup
10:00:00  agent anna
          lead 90000001
          lead 90000002
10:00:01  a1 rings
10:00:05  anna hangs up
10:00:05.100  a1 answered
          phone works
10:00:06  agent bob
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:05  a1 hangup · a1 !cancelled (the reserved agent left) · anna !logout
10:00:05.100  a1 !answered with nobody reserved
10:00:06  a1 join bob · a1 !bridged · bob answer · bob say pin · bob say welcome · bob open · bob !login
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0 --
