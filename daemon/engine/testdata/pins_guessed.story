# wrong PINs at one phone cost a growing wait, then lock it until a supervisor lifts the lock; a right one does not help meanwhile, a
# restart forgets nothing, and whoever is on the line or at another phone notices nothing
10:00:00  agent anna
10:00:01  phone dials bob bob1
10:00:02  bob1 keys 9999#
10:00:03  bob1 keys 9999#
10:00:04  bob1 keys 9999#
10:00:10  phone dials bob bob2
10:00:11  bob2 keys 9999#
10:00:12  bob2 keys 1234#
10:00:14  bob2 keys 9999#
10:00:20  bob2 keys 9999#
10:00:21  phone dials bob bob3
10:00:22  phone dials bob bob4
10:00:30  bob3 keys 9999#
10:00:31  bob4 keys 1234#
10:00:32  kill
10:00:33  start
10:00:34  phone dials bob bob5
10:00:47  bob5 keys 9999#
10:01:20  bob5 keys 9999#
10:02:19  phone dials bob bob6
10:02:21  bob6 keys 9999#
10:02:30  phone dials bob bob7
10:02:31  agent carl
10:02:40  kill
10:02:41  start
10:02:50  phone dials bob bob8
10:03:00  unlock bob
10:03:01  phone dials bob bob9
10:03:02  bob9 keys 1234#
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  bob1 answer · bob1 say pin
10:00:02  bob !wrong_pin · bob1 say wrong-pin
10:00:03  bob !wrong_pin · bob1 say wrong-pin
10:00:04  bob !wrong_pin · bob1 say refused · bob1 hangup
10:00:10  bob2 answer · bob2 say pin
10:00:11  bob !wrong_pin · bob2 say wrong-pin · bob2 say pin-wait
10:00:13  bob2 say pin
10:00:14  bob !wrong_pin · bob2 say wrong-pin · bob2 say pin-wait
10:00:18  bob2 say pin
10:00:20  bob !wrong_pin · bob2 say refused · bob2 hangup
10:00:21  bob3 answer · bob3 say pin-wait
10:00:22  bob4 answer · bob4 say pin-wait
10:00:28  bob3 say pin · bob4 say pin
10:00:30  bob !wrong_pin · bob3 say wrong-pin · bob3 say pin-wait
10:00:31  bob4 say pin-wait
10:00:33  anna !login
10:00:34  bob5 answer · bob5 say pin-wait
10:00:46  bob5 say pin
10:00:47  bob !wrong_pin · bob5 say wrong-pin · bob5 say pin-wait
10:01:19  bob5 say pin
10:01:20  bob !wrong_pin · bob5 say wrong-pin · bob5 say pin-wait
10:02:19  bob6 answer · bob6 say pin-wait
10:02:20  bob5 say pin · bob6 say pin
10:02:21  bob !wrong_pin · bob !phone_locked · bob6 say locked · bob6 hangup
10:02:30  bob7 answer · bob7 say locked · bob7 hangup
10:02:31  carl answer · carl say pin · carl say welcome · carl open · carl !login
10:02:40  bob5 hangup
10:02:41  anna !login · carl !login
10:02:50  bob8 answer · bob8 say locked · bob8 hangup
10:03:00  house !phone_unlocked
10:03:01  bob9 answer · bob9 say pin
10:03:02  bob !login · bob9 say welcome · bob9 open
