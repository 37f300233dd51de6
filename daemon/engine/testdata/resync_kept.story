# the connection is lost; one talk ends and one call is engaged meanwhile: both are settled from what the PBX kept
10:00:00  agent anna
          agent bob
          lead 90000001
          lead 90000002
10:00:02  a1 rings
10:00:02  a2 rings
10:00:05  pbx down
10:00:20  pbx keeps a1 answered 13s joined 20s ended 1s consumer 16
10:00:20  pbx keeps a2 rang ended 3s 17 486
10:00:20  pbx up
10:00:25  anna keys *01
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · a2 create +•••••••002 as +4722000001 · a2 join bob · a2 dial · a2 !booked · a2 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:02  a1 !ringing · a2 !ringing
10:00:20  a1 probe · a1 !answered (read back from the PBX) · a1 !bridged (read back from the PBX) · a1 !ended answered consumer (read back from the PBX) · a2 probe · a2 !ended busy network (read back from the PBX)
10:00:25  a1 !disposed person · anna say word-taken
-- 2026-11-23: attempted 2, answered 1, connected 1, transferred 1, abandoned 0, busy 1, established 1 --
