# norm 2.8, vector 20: a nationally reserved number is no attempt, only a count
kind sales
10:00:00  agent anna
          lead 90000001 nationally
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · house !blocked BLOCK_NATIONAL
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0, BLOCK_NATIONAL 1 --
