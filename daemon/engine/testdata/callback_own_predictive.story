# in predictive mode too a call-back in person has its agent held before it is dialed
mode predictive
pacer 1
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:10  anna keys *99 2411 1330
10:00:20  a1 hangs up 16
          next
13:29:00  agent bob
13:30:05  a2 rings
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 0 established)
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:10  a1 !disposed call_later · a1 !call_back (as wished) · anna say callback-own: 24111330
10:00:20  a1 !ended answered consumer
13:29:00  bob answer · bob say pin · bob say welcome · bob open · bob !login
13:30:00.200  a2 create +•••••••001 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed · anna say callback-agreed
13:30:05  a2 !ringing
13:30:25  a2 hangup · a2 !ended no_answer us (ring time over)
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
-- 2026-11-24: attempted 1, answered 0, connected 0, transferred 0, abandoned 0, no_answer 1 --
