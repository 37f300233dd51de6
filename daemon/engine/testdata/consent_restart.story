# a restart in a recorded conversation: what runs is stopped, nobody is asked again, and a no still counts
recording opt_in
journal a1 booked dialed answered bridged informed consent_asked consent
pbx holds a1 up anna
pbx holds seat anna
10:00:05  anna keys *60
10:00:10  a1 presses 2
10:01:00  a1 hangs up 16
-- transcript --
00:00:00  a1-recording halt · anna !login
10:00:05  a1 !consent_unasked off · anna say recording-off
10:00:10  a1 !consent_refused spoken · a1-recording say consent-no with anna · house recordings sweep
10:00:20  a1-recording hush consent-no with anna · anna say recording-off
10:01:00  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
