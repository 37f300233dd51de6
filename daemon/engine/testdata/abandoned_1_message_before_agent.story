# norm 2.3, form 1: an agent is held and on the way in, the PBX does not bring the two together, and T passes: the message first
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:02  agent bob
10:00:05  phone holds join
          anna hangs up
10:00:06  a1 answered
10:00:16  a1 message ends
          phone releases join
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:02  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 join bob · anna !logout
10:00:06  a1 !answered
10:00:08  a1 !message
10:00:10  a1 !message
10:00:16  a1 leave · a1 play abandoned · a1 stop abandoned · a1 leave · a1 play abandoned · a1 stop abandoned · a1 hangup · a1 !ended answered us
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, established 1 --
