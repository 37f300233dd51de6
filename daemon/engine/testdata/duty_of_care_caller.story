# in the talk with a caller too; where the goodbye cannot be said, or is never over, the call ends all the same
10:00:00  agent anna
10:00:05  caller c1 arrives
10:00:15  anna keys *90
10:00:17  anna keys *01
10:00:22  anna keys *01
10:00:40  caller c2 arrives
          phone refuses tell
10:00:50  anna keys *91
10:00:55  phone works
10:01:10  caller c3 arrives
10:01:15  phone holds tell
10:01:20  anna keys *90
10:01:25  anna keys *1
10:02:00  phone releases tell
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  anna !returned_agent c1 · c1 ring · c1 join anna · c1-desk taken by anna
10:00:15  c1-desk duty_of_care by anna · tell anna+c1: goodbye
10:00:17  anna say key-refused
10:00:20  anna say word-taken · c1 hangup
10:00:22  anna say key-refused
10:00:40  c2 ring
10:00:50  anna say word-taken · anna !returned_agent c2 · c2 join anna · c2 hangup · c2-desk taken by anna · c2-desk minor by anna · tell anna+c2: goodbye
10:01:10  c3 ring
10:01:20  anna !returned_agent c3 · c3 join anna · c3-desk taken by anna · c3-desk duty_of_care by anna · tell anna+c3: goodbye
10:01:25  anna say key-refused
10:01:50  anna say word-taken · c3 hangup
10:02:00  tell anna+c3: hushed
