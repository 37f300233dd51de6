# a try lasts no longer than its time; a person ends one; the agent's phone dies in one; the daemon is stopped
10:00:00  agent anna
10:00:10  try anna 102
10:00:12  try answers
10:06:00  try anna 102
10:06:02  try answers
10:06:05  try ends
10:07:00  try anna 102
10:07:02  try answers
10:07:05  anna vanishes
10:08:00  agent anna
10:08:10  try anna 102
10:08:12  try answers
10:08:20  stop
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  anna say purpose c1 · anna !try 102 · t1 try 102
10:00:12  t1 join anna
10:05:10  anna !tried 102 (the agent was told the client and the purpose while it rang; it was answered; the two were joined; a try lasts 5m0s at most) · t1 hangup
10:06:00  anna say purpose c1 · anna !try 102 · t1 try 102
10:06:02  t1 join anna
10:06:05  anna !tried 102 (the agent was told the client and the purpose while it rang; it was answered; the two were joined; ended by cli:kari) · t1 hangup
10:07:00  anna say purpose c1 · anna !try 102 · t1 try 102
10:07:02  t1 join anna
10:07:05  anna !logout · anna !tried 102 (the agent was told the client and the purpose while it rang; it was answered; the two were joined; the agent's phone was lost) · t1 hangup
10:08:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:08:10  anna say purpose c1 · anna !try 102 · t1 try 102
10:08:12  t1 join anna
10:08:20  anna !tried 102 (the agent was told the client and the purpose while it rang; it was answered; the two were joined; the daemon was stopped) · t1 hangup
