# who works for the client that rang comes first, though another has been idle longer; else anybody
client skog bob
10:00:00  agent anna
10:00:01  agent bob
10:00:02  agent carl
10:00:10  caller c1 arrives for skog
10:00:11  caller c2 arrives for skog
10:00:12  caller c3 arrives for nobody
10:00:13  caller c4 arrives for skog
10:00:20  caller c2 hangs up
10:00:21  caller c1 hangs up
10:00:30  caller c4 hangs up
10:01:00  caller c3 hangs up
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:01  bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:02  carl answer · carl say pin · carl say welcome · carl open · carl !login
10:00:10  bob !returned_agent c1 · c1 ring · c1 join bob · c1-desk taken by bob
10:00:11  anna !returned_agent c2 · c2 ring · c2 join anna about skog · c2-desk taken by anna
10:00:12  c3 ring · c3 join carl about nobody · c3-desk taken by carl · carl !returned_agent c3
10:00:13  c4 ring
10:00:30  c4-desk unanswered · house !returned_lost c4 (hung up while waiting)
