#!lua flags=allow-oom
-- Asks registers for members. KEYS of one register: meta, add, rem, then one base key a member (meta again where there is
-- no base). ARGV: count of registers, count of members, the members' names, then of one register: epoch, and for each member
-- how to ask the base (b bitmap, s set, - none) and for what. Answers two numbers a register: code and newest change.
-- Codes: 0 clear, i the i-th member is in, -1 another epoch, -2 being settled, -3 something is missing.
-- It writes nothing, but does not say so: a replica must refuse it.
local registers, members = tonumber(ARGV[1]), tonumber(ARGV[2])
local names = {}
for i = 1, members do names[i] = ARGV[2 + i] end
local k, a, out = 0, 2 + members, {}
for r = 1, registers do
  local code, m = 0, redis.call('HMGET', KEYS[k + 1], 'epoch', 'state', 'seq')
  if not m[1] then code = -3
  elseif m[2] ~= 'ready' then code = -2
  elseif m[1] ~= ARGV[a + 1] then code = -1
  else
    local add = redis.call('SMISMEMBER', KEYS[k + 2], '!', unpack(names))
    local rem = redis.call('SMISMEMBER', KEYS[k + 3], '!', unpack(names))
    if add[1] == 0 or rem[1] == 0 then code = -3 end
    for i = 1, members do
      local how, arg = ARGV[a + 2 * i], ARGV[a + 2 * i + 1]
      local is = {1, 0}
      if how == 'b' then is = redis.call('BITFIELD_RO', KEYS[k + 3 + i], 'GET', 'u1', 0, 'GET', 'u1', arg)
      elseif how == 's' then is = redis.call('SMISMEMBER', KEYS[k + 3 + i], '0', arg) end
      if is[1] == 0 then code = -3 end
      if code == 0 and (add[1 + i] == 1 or is[2] == 1 and rem[1 + i] == 0) then code = i end
    end
  end
  out[2 * r - 1], out[2 * r] = code, tonumber(m[3]) or 0
  k, a = k + 3 + members, a + 1 + 2 * members
end
return out
