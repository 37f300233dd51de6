# a caller who was put through to a phone that died: back at the desk, whether or not the agent was heard before
10:00:00  agent anna
10:00:10  anna goes mute
          caller c1 arrives
10:00:20  anna sounds again
          caller c2 arrives
10:00:40  anna goes mute
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  anna !returned_agent c1 · c1 ring · c1 join anna · c1-desk taken by anna
10:00:12  c1 back · c1-desk unanswered · house !returned_lost c1 (the agent's phone was dead)
10:00:15  anna !phone silent (PJSIP/anna: its phone sends no sound)
10:00:20  c2 ring
10:00:20.500  anna !phone heard (PJSIP/anna) · anna !returned_agent c2 · c2 join anna · c2-desk taken by anna
10:00:45  anna !phone silent (PJSIP/anna: its phone sends no sound)
10:00:50  c2 back · c2-desk unanswered · house !returned_lost c2 (the agent's phone was dead)
10:01:10  anna hangup · anna !logout
