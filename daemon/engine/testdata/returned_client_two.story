# several clients rang the caller: who works for one of them; the first to come is served first, whoever that leaves to the second
client skog bob
client vann carl
10:00:00  agent anna
10:00:01  agent bob
10:00:02  agent carl
10:00:10  caller c1 arrives for vann skog
10:00:11  caller c2 arrives for skog
10:00:12  caller c3 arrives for vann
10:00:20  caller c1 hangs up
10:00:20  caller c2 hangs up
10:00:20  caller c3 hangs up
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:02  carl answer · carl say pin · carl say welcome · carl open · carl !login
10:00:10  bob !returned_agent c1 · c1 ring · c1 join bob · c1-desk taken by bob
10:00:11  anna !returned_agent c2 · c2 ring · c2 join anna about skog · c2-desk taken by anna
10:00:12  c3 ring · c3 join carl · c3-desk taken by carl · carl !returned_agent c3
