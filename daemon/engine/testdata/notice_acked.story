# a notice is read at the log-in, and no call comes meanwhile; *60 needs the agent's *81, which counts once it was heard
recording opt_in
notice recording anna
09:59:00  phone holds say notice-text 1
10:00:00  agent anna
10:00:05  lead 90000001
10:00:10  anna keys *81
10:00:20  phone releases say notice-text 1
10:00:30  a1 answered
10:00:35  anna keys *60
10:00:40  anna keys *81
10:00:45  anna keys *60
10:00:50  anna keys *81
10:01:00  a1 hangs up 16
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna say notice-text 1 · anna !login
10:00:20  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna !notice_heard
10:00:30  a1 !answered · a1 !bridged
10:00:35  a1 !consent_unasked no_notice · anna say notice
10:00:40  anna say word-taken · anna !notice_acked
10:00:45  a1 !consent_asked opt_in · a1-recording say consent with anna
10:00:50  anna say key-refused
10:01:00  a1 !ended answered consumer · a1 !consent_none hangup · a1-recording hush consent with anna
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
