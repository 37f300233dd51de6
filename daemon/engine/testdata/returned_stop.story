# the daemon is stopped: who waits goes back to the desk at once, who talks ends the talk
10:00:00  agent anna
10:00:10  caller c1 arrives
10:00:11  caller c2 arrives
10:00:15  stop
10:00:16  caller c3 arrives
10:00:40  caller c1 hangs up
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  anna !returned_agent c1 · c1 ring · c1 join anna · c1-desk taken by anna
10:00:11  c2 ring
10:00:15  c2 back · c2-desk unanswered · house !returned_lost c2 (the daemon is stopped)
10:00:16  c3 ring · c3 back · c3-desk unanswered · house !returned_lost c3 (the daemon is stopped)
