# a try that is not answered, one that is declined, and one whose agent does not come: each ends by itself
10:00:00  agent anna
10:00:10  try anna 102
10:00:20  try rings
10:01:30  try anna 102
10:01:33  try hangs up 21
10:02:00  try bob 102
10:05:00  anna hangs up
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  anna say purpose c1 · anna !try 102 · t1 try 102
10:00:50  anna !tried 102 (the agent was told the client and the purpose while it rang; it rang; it did not answer within 30s) · t1 hangup
10:01:30  anna say purpose c1 · anna !try 102 · t1 try 102
10:01:33  anna !tried 102 (the agent was told the client and the purpose while it rang; it was not answered: declined)
10:04:00  bob !tried 102 (the agent was not on the line and free within 2m0s)
10:05:00  anna !logout
