# predictive: answered while the daemon was away, the message played: abandoned, and not lost
mode predictive
ledger 100 0
clock 10:01:00
journal a101 10:00:00 booked+open dialed ringing
pbx keeps a101 answered 50s ended 35s 16
10:01:01  agent anna
-- transcript --
10:01:00  a101 probe · a101 !answered with nobody reserved (read back from the PBX) · a101 !ended answered us (read back from the PBX) · house !pacing guard (power: over the limit in the last hour; 0 agents, 0 calls in flight; today 1 abandoned of 101 established)
10:01:01  anna answer · anna say pin · anna say welcome · anna open · anna !login
-- 2026-11-23: attempted 101, answered 101, connected 101, transferred 100, abandoned 1, established 101 --
