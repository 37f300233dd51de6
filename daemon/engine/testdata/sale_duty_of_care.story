# 4.2 f: a call that was ended for the person's sake can be no sale, whatever was ticked before
kind sales
10:00:00  agent anna
          lead 90000001
10:00:01  a1 rings
10:00:09  a1 answered
10:01:01  anna keys *41
10:01:02  anna keys *42
10:01:03  anna keys *43
10:01:04  anna keys *44
10:01:05  anna keys *45
10:01:06  anna keys *46
10:01:07  anna keys *47
10:01:08  anna keys *48
10:01:12  anna keys *90
10:01:30  a1 hangs up 16
10:01:31  anna keys *06
