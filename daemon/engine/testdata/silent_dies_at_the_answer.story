# norm 2.8, vector 24: the phone dies a moment before the answer. Nobody spoke: the consumer hears the message; the next one, a free colleague
10:00:00  agent anna
10:00:01  lead 90000001
10:00:02  a1 rings
10:00:05  anna goes mute
10:00:05.300  a1 answered
10:00:20  a1 message ends
          anna sounds again
          agent bob
10:01:00  lead 90000002
10:01:02  a2 rings
10:01:05  anna goes mute
10:01:05.300  a2 answered
10:01:30  a2 hangs up 16
          bob keys *01
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:02  a1 !ringing
10:00:05.300  a1 !answered · a1 !bridged
10:00:07.300  a1 !agent_gone (no packet came from the agent's phone since the bridging)
10:00:07.600  a1 leave · a1 play abandoned · a1 !message
10:00:10.300  anna !phone silent (PJSIP/anna: its phone sends no sound)
10:00:20  a1 hangup · a1 !ended answered us · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:20.300  anna !phone heard (PJSIP/anna)
10:01:00  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:01:02  a2 !ringing
10:01:05.300  a2 !answered · a2 !bridged
10:01:07.300  a2 join bob · a2 !agent_gone (no packet came from the agent's phone since the bridging) · a2 !bridged
10:01:10.300  anna !phone silent (PJSIP/anna: its phone sends no sound)
10:01:30  a2 !ended answered consumer · a2 !disposed person · bob say word-taken
10:01:35.180  anna hangup · anna !logout
-- 2026-11-23: attempted 2, answered 2, connected 2, transferred 1, abandoned 1, agent_cut 1, established 2 --
