# a try on a Saturday: an extension rings, the agent is told the campaign, is asked the question; no figure counts it
day 2026-11-28
recording opt_in
10:00:00  agent anna
          lead 90000001
10:00:10  try anna 102
10:00:11  try rings
10:00:14  try answers
10:00:20  anna keys *55
10:00:22  anna keys *60
10:00:30  try keys 1
10:00:35  anna keys *97
          anna keys *73
10:00:40  try anna 103 refused under way
10:00:50  anna keys *01
10:01:30  try anna 90000001 refused no extension
          try anna 103
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:10  anna say purpose c1 · anna !try 102 · t1 try 102
10:00:14  t1 join anna
10:00:20  anna say known fjellvann c1
10:00:22  tell anna+t1: consent-ask-nb
10:00:35  anna say key-refused · anna say key-refused
10:00:50  anna !tried 102 (the agent was told the client and the purpose while it rang; it rang; it was answered; the two were joined; both heard the question whether the call may be recorded; the extension keyed 1, yes; a try is not recorded; the agent's key ended it) · t1 hangup
10:01:30  anna say purpose c1 · anna !try 103 · t1 try 103
10:02:10  anna !tried 103 (the agent was told the client and the purpose while it rang; it did not answer within 30s) · t1 hangup
