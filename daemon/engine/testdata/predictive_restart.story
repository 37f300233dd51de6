# the daemon comes back: the ledger is recounted from the journal, what rang is cancelled, who was answered hears the message
mode predictive
ledger 100 4
journal a110 booked dialed answered
pbx holds a110 up
10:00:00  agent anna
          agent bob
          agent carl
10:01:00  lead 90000001
10:01:02  lead 90000002
10:01:03  lead 90000003
10:01:04  lead 90000004
-- transcript --
00:00:00  a110 leave · a110 play abandoned · a110 !message
00:00:20  a110 hangup · a110 !ended answered us
09:00:00  house !pacing guard (power: over the limit in the last hour; 0 agents, 0 calls in flight; today 5 abandoned of 105 established)
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login
10:00:02  house !pacing guard (predictive; 3 agents, 0 calls in flight; today 5 abandoned of 105 established)
10:01:00  a111 create +•••••••001 as +4722000001 · a111 dial · a111 !booked · a111 !dialed
10:01:02  a112 create +•••••••002 as +4722000001 · a112 dial · a112 !booked · a112 !dialed
10:01:03  a113 create +•••••••003 as +4722000001 · a113 dial · a113 !booked · a113 !dialed
10:01:20  a111 hangup · a111 !ended trunk_failed us (no sign of ringing) · a114 create +•••••••004 as +4722000001 · a114 dial · a114 !booked · a114 !dialed
10:01:22  a112 hangup · a112 !ended trunk_failed us (no sign of ringing)
10:01:23  a113 hangup · a113 !ended trunk_failed us (no sign of ringing)
10:01:40  a114 hangup · a114 !ended trunk_failed us (no sign of ringing)
-- 2026-11-23: attempted 109, answered 105, connected 105, transferred 100, abandoned 5, trunk_failed 4, established 105 --
