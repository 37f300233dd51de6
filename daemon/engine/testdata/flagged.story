# a number whose call was abandoned is left alone until there is a way to hold agents for it (4.6.3)
10:00:00  agent anna
          lead 90000001 flagged
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · house !blocked BLOCK_FLAG
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0, BLOCK_FLAG 1 --
