# a caller at a visible number asks for somebody: the agent who has been idle longest takes the call; *01 ends it and is about no attempt
wrap-up 10s
10:00:00  agent bob
10:00:01  agent anna
10:01:00  caller c1 arrives
10:01:30  bob keys *01
10:01:45  caller c2 arrives
10:02:00  caller c2 hangs up
          anna keys *02
-- transcript --
10:00:00  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:01  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:01:00  bob !returned_agent c1 · c1 ring · c1 join bob · c1-desk taken by bob
10:01:30  c1 hangup · c1-desk person by bob
10:01:45  c2 ring
10:01:45.200  anna !returned_agent c2 · c2 join anna · c2-desk taken by anna
10:02:00  anna say word-taken · c2-desk machine by anna
