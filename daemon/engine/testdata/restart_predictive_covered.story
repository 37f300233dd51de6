# predictive: what rings counts on agents who are being adopted: nothing is cancelled for want of them
mode predictive
ledger 20 0
clock 10:00:12
journal a21 10:00:00 booked+open dialed ringing
journal a22 10:00:00 booked+open dialed ringing
journal a23 10:00:00 booked+open dialed ringing
pbx holds a21 ringing
pbx holds a22 ringing
pbx holds a23 ringing
pbx holds seat anna
pbx holds seat bob
pbx holds seat carl
10:00:16  a22 answered
10:00:30  a22 hangs up 16
-- transcript --
10:00:12  anna !login · bob !login · carl !login
10:00:12.200  house !pacing guard (predictive; 3 agents, 3 calls in flight; today 0 abandoned of 20 established)
10:00:16  a22 join anna · a22 !answered with nobody reserved · a22 !bridged
10:00:22  a21 hangup · a21 !ended no_answer us (ring time over) · a23 hangup · a23 !ended no_answer us (ring time over)
10:00:30  a22 !ended answered consumer
-- 2026-11-23: attempted 23, answered 21, connected 21, transferred 21, abandoned 0, no_answer 2, established 20 --
