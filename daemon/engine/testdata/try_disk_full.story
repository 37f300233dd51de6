# a try whose fact cannot be written rings no phone
10:00:00  agent anna
10:00:10  disk full
          try anna 102
10:00:40  disk works
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:41  anna !try 102 · anna !tried 102 (the journal did not take it in time)
