# dialed by hand, and reserved while its booking is on the way to the disk: it is taken back, and the number is free again
disk takes 300ms
10:00:00  lead 90000001
10:00:01  dials 90000001
10:00:01.100  reserve 90000001
10:00:05  disk works
10:00:06  dials 90000001
-- transcript --
10:00:01.300  a1 !booked · house hand dial: book a call by hand: it was reserved or changed meanwhile · house hand dial: reserved
10:00:01.600  a1 !not_placed (the number was reserved meanwhile)
10:00:06  house hand dial: reserved
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0, local_error 1 --
