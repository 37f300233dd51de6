# a talk ends while the disk is slow: nothing looks the number up before the end is on the disk, where the rest after a talk is read
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:20  disk takes 3s
          a1 hangs up 16
10:00:21  dials 90000001
10:00:25  dials 90000001
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:21  house hand dial: in use
10:00:23  a1 !ended answered consumer
10:00:28  a2 !booked · house hand dial: <nil>
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
