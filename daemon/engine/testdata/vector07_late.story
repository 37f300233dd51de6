# norm 2.8, vector 7: an agent comes 3.1 s after the answer, they talk: a conversation and an abandonment at once
phone loses hangup
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  anna hangs up
10:00:05.100  a1 answered
          phone works
10:00:08.200  agent bob
10:01:00  a1 hangs up 16
10:01:05  bob keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:05  a1 hangup · a1 !cancelled (the reserved agent left) · anna !logout
10:00:05.100  a1 !answered with nobody reserved
10:00:07.100  a1 leave · a1 play abandoned · a1 !message
10:00:08.200  a1 stop abandoned · a1 join bob · a1 !bridged · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:01:00  a1 !ended answered consumer
10:01:05  a1 !disposed person · bob say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, late_transfer 1, established 1 --
