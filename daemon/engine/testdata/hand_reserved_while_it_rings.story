# dialed by hand, and reserved while it rings: the ringing is stopped
10:00:00  lead 90000001
10:00:01  dials 90000001
10:00:05  reserve 90000001
-- transcript --
10:00:01  a1 !booked · house hand dial: <nil>
10:00:05  house hand hangup
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0 --
