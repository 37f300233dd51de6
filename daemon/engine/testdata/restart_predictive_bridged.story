# predictive: killed between the bridging and its fact; the PBX kept when it was
mode predictive
ledger 100 0
clock 10:00:12
journal a101 10:00:00 booked+open dialed ringing answered
pbx holds a101 up anna 8s
pbx holds seat anna
10:00:30  a101 hangs up 16
10:00:32  anna keys *01
-- transcript --
10:00:12  a101 !bridged · anna !login · house !pacing agents (predictive; 1 agents, 0 calls in flight; today 0 abandoned of 100 established)
10:00:30  a101 !ended answered consumer
10:00:32  a101 !disposed person · anna say word-taken
-- 2026-11-23: attempted 101, answered 101, connected 101, transferred 101, abandoned 0, established 101 --
