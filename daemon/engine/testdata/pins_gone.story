# a phone that hangs up while its PIN is looked up is not logged in by the answer; a wrong PIN counts all the same
10:00:00  book holds pins
10:00:01  phone dials bob bob1
10:00:02  bob1 keys 1234#
10:00:03  bob1 hangs up
10:00:04  book releases pins
10:00:10  book holds pins
10:00:11  phone dials bob bob2
10:00:12  bob2 keys 9999#
10:00:13  bob2 hangs up
10:00:14  book releases pins
-- transcript --
10:00:01  bob1 answer · bob1 say pin
10:00:11  bob2 answer · bob2 say pin
10:00:14  bob !wrong_pin
