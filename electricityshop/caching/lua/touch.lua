-- Touch tags: what was begun before this and depends on one of them is forgotten. How many were touched; -1: all.
-- KEYS: tags. ARGV: prefix of the keys that remember which touches were made, most tags to remember, and the
-- touches as msgpack: {{id, {tag, ...}}, ...}. A touch that was made already is not made again.
local everything = '*'

local function forget()
  redis.call('DEL', KEYS[1])  -- allowed even when Redis is full
  return -1
end

local function failed(answer)
  return type(answer) == 'table' and answer.err
end

local tags = {}
for _, touch in ipairs(cmsgpack.unpack(ARGV[3])) do
  local isNew = redis.pcall('SET', ARGV[1] .. touch[1], '1', 'EX', '600', 'NX')
  if failed(isNew) then
    return forget()
  end
  if isNew then
    for _, tag in ipairs(touch[2]) do
      if tag == everything then
        return forget()
      end
      tags[#tags + 1] = tag
    end
  end
end
if #tags == 0 then
  return 0
end
local number = redis.pcall('HINCRBY', KEYS[1], '#', '1')
if failed(number) or redis.call('HLEN', KEYS[1]) > tonumber(ARGV[2]) then
  return forget()
end
for _, tag in ipairs(tags) do
  if failed(redis.pcall('HSET', KEYS[1], tag, number)) then
    return forget()
  end
end
return #tags
