# abandoned on Monday; on Tuesday an agent is held and another stands by, and nobody answers: the flag stays; on Wednesday they talk
phone loses hangup
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:05  anna hangs up
10:00:05.100  a1 answered
          phone works
10:00:15  a1 message ends
10:00:20  agent anna
          agent bob
09:00:03  a2 rings
09:00:30  anna keys *01
09:01:00  agent carl
09:00:02  a3 rings
09:00:05  a3 answered
09:00:30  a3 hangs up 16
09:00:31  bob keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:05  a1 hangup · a1 !cancelled (the reserved agent left) · anna !logout
10:00:05.100  a1 !answered with nobody reserved
10:00:07.100  a1 leave · a1 play abandoned · a1 !message
10:00:15  a1 hangup · a1 !ended answered us
10:00:20  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
09:00:00.200  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say abandoned-before
09:00:03  a2 !ringing
09:00:23  a2 hangup · a2 !ended no_answer us (ring time over)
09:00:30  anna say key-refused
09:01:00  carl answer · carl say pin · carl say welcome · carl open · carl !login
09:00:01.360  a3 create +•••••••001 as +4722000001 · a3 join bob · a3 dial · a3 !booked · a3 !dialed · bob say abandoned-before
09:00:02  a3 !ringing
09:00:05  a3 !answered · a3 !bridged
09:00:30  a3 !ended answered consumer
09:00:31  a3 !disposed person · bob say word-taken
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, established 1 --
-- 2026-11-24: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1, redial_dedicated 1 --
-- 2026-11-25: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1, redial_dedicated 1 --
