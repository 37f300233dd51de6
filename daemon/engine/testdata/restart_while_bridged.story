# killed between the bridging and its fact: the PBX holds both in one bridge
journal a7 booked dialed answered
pbx holds a7 up anna
pbx holds seat anna
10:00:30  a7 hangs up 16
-- transcript --
00:00:00  a7 !bridged · anna !login
10:00:30  a7 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
