#!lua flags=allow-oom
-- Asks registers for members.
-- KEYS, for each register: meta, add, rem, then one base key for each member (meta again where there is no base).
-- ARGV: count of registers, count of members, "!" and the members' names; then for each register its epoch, and for
-- each member how to ask the base (b bitmap, s set, - none) and for what.
-- Returns two numbers for each register: a code and the newest change. Codes: 0 clear, 2i-1 the i-th member was added,
-- 2i it is in the base, -1 another epoch, -3 something is missing.
-- A register that is being settled has an epoch that no daemon trusts yet. A missing rem frees no number. A register
-- that was settled under another history than this server's counts as missing, whatever it has: the server was
-- restarted or promoted, or is not the one that was settled.
-- The script writes nothing but does not say so, so that a replica refuses it.
local call, registers, members = redis.call, tonumber(ARGV[1]), tonumber(ARGV[2])
local k, a, out = 0, 3 + members, {}
local history = string.match(call('INFO', 'replication'), 'master_replid:(%x+)')
for r = 1, registers do
  local code, m = 0, call('HMGET', KEYS[k + 1], 'epoch', 'seq', 'history')
  if not m[1] or m[3] ~= history then code = -3
  elseif m[1] ~= ARGV[a + 1] then code = -1
  else
    local add = call('SMISMEMBER', KEYS[k + 2], unpack(ARGV, 3, 3 + members))
    if add[1] == 0 then code = -3 end
    for i = 1, members do
      local how, key, arg, is = ARGV[a + 2 * i], KEYS[k + 3 + i], ARGV[a + 2 * i + 1]
      if how == 'b' then is = {call('GETBIT', key, 0), call('GETBIT', key, arg)} -- BITFIELD_RO costs more than both
      elseif how == 's' then is = call('SMISMEMBER', key, '0', arg)
      else is = {1, 0} end
      if is[1] == 0 then code = -3 end
      if code == 0 then
        if add[1 + i] == 1 then code = 2 * i - 1
        elseif is[2] == 1 and call('SISMEMBER', KEYS[k + 3], ARGV[3 + i]) == 0 then code = 2 * i end
      end
    end
  end
  out[2 * r - 1], out[2 * r] = code, tonumber(m[2]) or 0
  k, a = k + 3 + members, a + 1 + 2 * members
end
return out
