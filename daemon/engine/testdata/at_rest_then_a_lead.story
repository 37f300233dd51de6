# An agent has been at rest for minutes, and the phone is asked about every five seconds only. Each lead that comes waits until
# the phone has proved again that it lives.
10:00:00.000  agent anna
10:03:00.000  lead 90000001
10:03:04.000  a1 ends 17 486
10:06:01.300  lead 90000002
10:06:05.000  a2 ends 17 486
10:09:02.700  lead 90000003
10:09:06.000  a3 ends 17 486
10:12:04.100  lead 90000004
10:12:08.000  a4 ends 17 486
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:03:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed
10:03:04  a1 !ended busy network
10:06:01.500  a2 create +•••••••002 as +4722000001 · a2 join anna · a2 dial · a2 !booked · a2 !dialed
10:06:05  a2 !ended busy network
10:09:02.900  a3 create +•••••••003 as +4722000001 · a3 join anna · a3 dial · a3 !booked · a3 !dialed
10:09:06  a3 !ended busy network
10:12:04.300  a4 create +•••••••004 as +4722000001 · a4 join anna · a4 dial · a4 !booked · a4 !dialed
10:12:08  a4 !ended busy network
-- 2026-11-23: attempted 4, answered 0, connected 0, transferred 0, abandoned 0, busy 4 --
