# the client's own agent is held for a call: the caller does not wait for that one, nor is the call touched
mode predictive
client skog bob
10:00:00  agent anna
          agent bob
10:00:01  lead 90000001
10:00:02  caller c1 arrives for fjellvann
10:00:05  a1 answered
10:00:20  a1 hangs up 16
10:00:25  caller c1 hangs up
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 0 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:01  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:00:02  bob !returned_agent c1 · c1 ring · c1 join bob about fjellvann · c1-desk taken by bob
10:00:05  a1 !answered · a1 !bridged
10:00:20  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
