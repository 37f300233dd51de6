# a disk that never answers: in its time both hear that it could not be stored, and it is an inquiry. A key meanwhile
# does nothing more; a withheld number cannot be reserved; between calls, and begun before one, the key does nothing
10:00:00  agent anna
          lead 90000001
10:00:02  anna keys *72
10:00:05  a1 answered
          phone holds reserve
10:00:20  anna keys *71
10:00:22  anna keys *72
10:00:54  a1 hangs up 16
10:00:55  phone releases reserve
10:01:03  anna keys *01
10:01:10  anna keys *71
10:01:20  caller c9 arrives
10:01:30  anna keys *72
10:01:50  caller c9 hangs up
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:02  anna say key-refused
10:00:05  a1 !answered · a1 !bridged
10:00:50  inquiries note +•••••••001 of fjellvann, who asked to be reserved (client), which could not be stored by anna: <nil> · tell a1+anna: could not be reserved
10:00:54  a1 !ended answered consumer · tell a1+anna: hushed
10:00:55  registers add +•••••••001 (client) by anna
10:01:03  a1 !disposed person · anna say word-taken
10:01:10  anna say key-refused
10:01:20  anna !returned_agent c9 · c9 ring · c9 join anna · c9-desk taken by anna
10:01:30  tell anna+c9: the number is not known
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0, established 1 --
