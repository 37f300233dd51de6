# both agents held for a number abandoned before are gone when the consumer answers: an incident, and nobody dials it for a year
phone loses hangup
10:00:00  agent anna
          agent bob
          lead 90000001 flagged yesterday
10:00:05  a1 rings
10:00:08  anna vanishes
          bob vanishes
10:00:08.100  a1 answered
          phone works
10:00:18  a1 message ends
10:01:00  agent anna
          agent bob
          lead 90000001 flagged yesterday
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna say abandoned-before · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:05  a1 !ringing
10:00:08  a1 join bob · a1 hangup · a1 !cancelled (the reserved agent left) · anna !logout · bob say abandoned-before · bob !logout
10:00:08.100  a1 !answered with nobody reserved
10:00:10.100  a1 leave · a1 play abandoned · a1 !message
10:00:18  a1 hangup · a1 !ended answered us · a1 !incident (abandoned again, although an agent was held for it and another stood by; no one dials the number before 2027-11-24)
10:01:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · house !blocked BLOCK_AGAIN
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 0, abandoned 1, established 1, redial_dedicated 1, redial_failed 1, BLOCK_AGAIN 1 --
