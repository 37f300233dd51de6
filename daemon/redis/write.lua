#!lua
-- Puts one change into a register.
-- KEYS: meta, the overlay it goes into, the overlay it leaves, log. ARGV: the settling that the daemon trusts, the
-- member, the log's length, and the entry's names and values.
-- Returns the change's number, or 0 if nothing was written: the register was settled again or is not open, or this
-- server's history is another.
local m = redis.call('HMGET', KEYS[1], 'settled', 'history', 'state')
local history = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
if m[1] ~= ARGV[1] or m[2] ~= history or m[3] ~= 'ready' then return 0 end
redis.call('SADD', KEYS[2], ARGV[2])
redis.call('SREM', KEYS[3], ARGV[2])
redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[3], '*', unpack(ARGV, 4))
return redis.call('HINCRBY', KEYS[1], 'seq', 1)
