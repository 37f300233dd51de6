# 4.2 k: a service campaign sells nothing; the keys say so and the talk goes on
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:01:00  anna keys *41
10:01:03  anna keys *06
10:01:06  anna keys *01
10:01:07  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:01:00  a1 !sale_refused SALE_KIND (a service campaign sells nothing) · anna say sale-refused
10:01:03  a1 !sale_refused SALE_KIND (a service campaign sells nothing) · anna say sale-refused
10:01:06  a1 hangup · a1 !disposed person · a1 !ended answered agent
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
