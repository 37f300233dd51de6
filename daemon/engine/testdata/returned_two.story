# two callers and one agent: first come, first served
wrap-up 2s
10:00:00  agent anna
10:00:10  caller c1 arrives
10:00:11  caller c2 arrives
10:00:20  caller c1 hangs up
10:00:50  caller c2 hangs up
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  anna !returned_agent c1 · c1 ring · c1 join anna · c1-desk taken by anna
10:00:11  c2 ring
10:00:22  anna !returned_agent c2 · c2 join anna · c2-desk taken by anna
