# donors are not taken for customers: a collection does not ring them when they are reserved (norm 5.32)
kind fundraising
10:00:00  agent anna
          lead 90000001 nationally customer
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login · house !blocked BLOCK_NATIONAL
-- 2026-11-23: attempted 0, answered 0, connected 0, transferred 0, abandoned 0, BLOCK_NATIONAL 1 --
