# the agent's phone dies in the talk: the caller is back at the desk; one that dies on the way there: the caller waits on
10:00:00  agent anna
          agent bob
10:00:10  caller c1 arrives
10:00:20  anna vanishes
10:00:30  phone holds caller's join
          caller c2 arrives
10:00:31  bob vanishes
          phone refuses caller's join
          phone releases caller's join
10:00:32  phone works
10:00:35  agent carl
10:00:50  carl keys *01
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · bob answer · bob say pin · bob say welcome · bob open · bob !login
10:00:10  anna !returned_agent c1 · c1 ring · c1 join anna · c1-desk taken by anna
10:00:20  anna !logout · c1 back · c1-desk unanswered · house !returned_lost c1 (the agent's phone was lost)
10:00:30  c2 ring · c2 join bob
10:00:31  bob !logout · c2 ring
10:00:35  c2 join carl · c2-desk taken by carl · carl answer · carl say pin · carl say welcome · carl open · carl !login · carl !returned_agent c2
10:00:50  c2 hangup · c2-desk person by carl
