# 6.1 b: a campaign of sales that has no offer can have no sale
kind sales
10:00:00  agent anna
          lead 90000001
          offer none
10:00:01  a1 rings
10:00:09  a1 answered
10:01:00  anna keys *42
10:01:03  anna keys *06
10:01:06  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  a1 !ringing
10:00:09  a1 !answered · a1 !bridged
10:01:00  a1 !sale_refused SALE_NO_OFFER (the campaign has no offer to read aloud) · anna say sale-refused
10:01:03  a1 !sale_refused SALE_NO_OFFER (the campaign has no offer to read aloud) · anna say sale-refused
10:01:06  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
