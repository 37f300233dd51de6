# predictive: what rings with nobody held for it goes on ringing, and gets an agent when it is answered
mode predictive
ledger 100 0
clock 10:00:12
journal a101 10:00:00 booked+open dialed ringing
pbx holds a101 ringing
pbx holds seat anna
pbx holds seat bob
pbx holds seat carl
10:00:16  a101 answered
10:00:40  a101 hangs up 16
-- transcript --
10:00:12  anna !login · bob !login · carl !login
10:00:12.200  house !pacing guard (predictive; 3 agents, 1 calls in flight; today 0 abandoned of 100 established)
10:00:16  a101 join anna · a101 !answered with nobody reserved · a101 !bridged
10:00:40  a101 !ended answered consumer
-- 2026-11-23: attempted 101, answered 101, connected 101, transferred 101, abandoned 0, established 100 --
