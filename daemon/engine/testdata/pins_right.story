# a right PIN ends the count: the next wrong one is the first again
10:00:00  phone dials bob bob1
10:00:01  bob1 keys 9999#
10:00:02  bob1 keys 9999#
10:00:03  bob1 keys 1234#
10:00:09  bob1 hangs up
10:00:10  phone dials bob bob2
10:00:11  bob2 keys 9999#
10:00:12  bob2 keys 9999#
10:00:13  bob2 keys 1234#
-- transcript --
10:00:00  bob1 answer · bob1 say pin
10:00:01  bob !wrong_pin · bob1 say wrong-pin
10:00:02  bob !wrong_pin · bob1 say wrong-pin
10:00:03  bob !right_pin · bob !login · bob1 say welcome · bob1 open
10:00:09  bob !logout
10:00:10  bob2 answer · bob2 say pin
10:00:11  bob !wrong_pin · bob2 say wrong-pin
10:00:12  bob !wrong_pin · bob2 say wrong-pin
10:00:13  bob !right_pin · bob !login · bob2 say welcome · bob2 open
