# dialed by hand, and reserved while the number is looked up: it is looked up again and refused
registers take 100ms
10:00:00  lead 90000001
10:00:01  dials 90000001
10:00:01.050  reserve 90000001
-- transcript --
10:00:01.100  house hand dial: book a call by hand: it was reserved or changed meanwhile
10:00:01.200  house hand dial: reserved
