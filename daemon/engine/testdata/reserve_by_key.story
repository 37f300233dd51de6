# *72: on the disk first, then the agent hears it, then both. *70 in time takes back what that key has added; a second
# key adds nothing, so that there is nothing to take back, and after ten seconds it is too late
10:00:00  agent anna
          lead 90000001
10:00:05  a1 answered
10:00:20  anna keys *72
10:00:23  anna keys *70
10:00:40  anna keys *71
10:00:50.5  anna keys *70
10:00:52  anna keys *73
10:00:54  anna keys *70
10:01:10  a1 hangs up 16
-- transcript --
10:00:00  a1 create +•••••••001 as +4722000001 · a1 join anna · a1 dial · a1 !booked · a1 !dialed · anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  a1 !answered · a1 !bridged
10:00:20  anna say registered: 001 · registers add +•••••••001 (call centre) by anna · tell a1+anna: reserved with the call centre
10:00:23  anna say reserve-undone · registers remove +•••••••001 from [own] by anna: <nil> · tell a1+anna: hushed
10:00:40  anna say registered: 001 · registers add +•••••••001 (client) by anna · tell a1+anna: reserved with the client
10:00:50.500  anna say key-refused
10:00:52  anna say registered: 001 · registers add +•••••••001 (client and call centre) by anna · tell a1+anna: reserved with both
10:00:54  anna say key-refused
10:01:10  a1 !ended answered consumer
-- 2026-11-23: attempted 1, answered 1, connected 1, transferred 1, abandoned 0 --
