#!lua
-- Puts one change into a register. KEYS: meta, the overlay it goes into, the one it leaves, log. ARGV: the settling that the
-- daemon believes, the member, how long the log may be, and the entry's names and values. Answers the change's number, or 0
-- where another settling holds or none, or this server's history is another: then nothing was written.
local m = redis.call('HMGET', KEYS[1], 'settled', 'history', 'state')
local history = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
if m[1] ~= ARGV[1] or m[2] ~= history or m[3] ~= 'ready' then return 0 end
redis.call('SADD', KEYS[2], ARGV[2])
redis.call('SREM', KEYS[3], ARGV[2])
redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[3], '*', unpack(ARGV, 4))
return redis.call('HINCRBY', KEYS[1], 'seq', 1)
