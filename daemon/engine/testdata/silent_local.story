# a leg on which the PBX counts nothing (a Local channel) is never reserved, and ended after half a minute with the reason
10:00:00  anna is local
          agent anna
10:00:01  lead 90000001
-- transcript --
10:00:00  anna answer · anna say pin · anna say welcome · anna open · anna !login
10:00:05  anna !phone silent (PJSIP/anna: the PBX counts no packets on this leg: it is no phone's own channel)
10:00:30  anna hangup · anna !logout
