# predictive: a pause takes the cover of open calls with it; when the last agent pauses, all that ring are cancelled
mode predictive
ledger 200 0
10:00:00  agent anna
          agent bob
          agent carl
          lead 90000001
          lead 90000002
          lead 90000003
          lead 90000004
10:00:02  a201 rings
          a202 rings
10:00:05  anna keys *521
10:00:06  bob keys *521
10:00:07  anna logs out
10:00:08  a201 answered
10:00:10  carl keys *521
10:00:30  a201 hangs up 16
-- transcript --
09:00:00  house !pacing agents (predictive; 0 agents, 0 calls in flight; today 0 abandoned of 200 established)
10:00:00  a201 create +•••••••001 as +4722000001 · a201 dial · a201 !booked · a201 !dialed · a202 create +•••••••002 as +4722000001 · a202 dial · a202 !booked · a202 !dialed · a203 create +•••••••003 as +4722000001 · a203 dial · a203 !booked · a203 !dialed · a204 create +•••••••004 as +4722000001 · a204 dial · a204 !booked · a204 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login · carl answer · carl say pin · carl say welcome · carl open · carl !login · house !pacing guard (predictive; 3 agents, 0 calls in flight; today 0 abandoned of 200 established)
10:00:02  a201 !ringing · a202 !ringing
10:00:05  anna say pause-break · anna !paused break
10:00:06  bob say pause-break · bob !paused break
10:00:07  anna hangup · anna !logout · anna-out answer · anna-out say pin · anna-out say bye · anna-out hangup
10:00:08  a201 join carl · a201 !answered with nobody reserved · a201 !bridged
10:00:10  a202 hangup · a202 !cancelled (an agent left, and the guard covers the call no longer) · a202 !ended cancelled_ringing us (an agent left, and the guard covers the call no longer) · a203 hangup · a203 !cancelled (an agent left, and the guard covers the call no longer) · a203 !ended cancelled_ringing us (an agent left, and the guard covers the call no longer) · a204 hangup · a204 !cancelled (an agent left, and the guard covers the call no longer) · a204 !ended cancelled_ringing us (an agent left, and the guard covers the call no longer) · carl say pause-later · carl !pause_asked break
10:00:30  a201 !ended answered consumer
10:01:00  carl say pause-break · carl !paused break · house !pacing agents (predictive; 2 agents, 0 calls in flight; today 0 abandoned of 200 established)
-- 2026-11-23: attempted 204, answered 201, connected 201, transferred 201, abandoned 0, cancelled_ringing 3, established 200 --
