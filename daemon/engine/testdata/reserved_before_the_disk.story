# reserved between the gate's yes and the booking on the disk: nothing rings
disk takes 300ms
10:00:00  agent anna
10:01:00  lead 90000001
10:01:00.100  reserve 90000001
10:02:00  disk works
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open
10:00:00.300  anna !login
10:01:00.300  a1 !booked
10:01:00.600  a1 !not_placed not_placed (the number was reserved meanwhile)
10:06:00.300  house !blocked BLOCK_OWN
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0, local_error 1, BLOCK_OWN 1 --
