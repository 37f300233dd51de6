# predictive: who is told of another client is out of the forecast meanwhile, and no open call counts on him after
mode predictive
ledger 200 0
wrap-up 5s
rival skog bob
pacer 2
lead 90000001
lead 90000002
lead 90000003
10:00:00  agent anna
10:00:01  agent bob
10:00:10  a201 rings
10:00:11  a201 answered
10:00:12  a202 rings
10:00:13  a202 answered
10:00:14  lead 90000009 of skog
10:00:15  phone holds say client skog
10:00:20  a202 hangs up 16
10:00:27  a203 rings
10:00:28  phone releases say client skog
10:00:29  a203 answered
10:00:30  a201 hangs up 16
10:00:40  a203 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 200 established) · house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 0 established)
10:00:00  a201 create +•••••••001 as +4722000001 · a201 join anna · a201 dial · a201 !booked · a201 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a202 create +•••••••002 as +4722000001 · a202 join bob · a202 dial · a202 !booked · a202 !dialed · bob answer · bob say pin · bob say welcome · bob open · bob say client fjellvann · bob say purpose c1 · bob !login · bob !seat_client fjellvann
10:00:10  a201 !ringing
10:00:11  a201 !answered · a201 !bridged
10:00:12  a202 !ringing
10:00:13  a202 !answered · a202 !bridged
10:00:20  a202 !ended answered consumer
10:00:25  a203 create +•••••••003 as +4722000001 · a203 join bob · a203 dial · a203 !booked · a203 !dialed · bob say purpose c1
10:00:27  a203 !ringing
10:00:29  a203 !answered · a203 !bridged
10:00:30  a201 !ended answered consumer
10:00:40  a203 !ended answered consumer
10:00:45  a204 create +•••••••009 as +4722000002 · a204 join bob · a204 dial · a204 !booked · a204 !dialed · bob say client skog · bob say purpose skog · bob !seat_client skog
10:01:05  a204 hangup · a204 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 203, answered 203, connected 203, transferred 203, abandoned 0, established 200 --
-- 2026-11-23: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, trunk_failed 1 --
