# 4.2 e: a minor is sold nothing: no item can be ticked after the key, and no sale keyed
kind sales
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:01:01  anna keys *41
10:01:05  anna keys *91
10:01:06  anna keys *42
10:01:08  anna keys *06
10:01:30  a1 hangs up 16
