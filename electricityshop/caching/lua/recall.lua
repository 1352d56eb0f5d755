-- What `note` says and, if an entry is there and none of its tags was touched since it was begun, the entry:
-- {generation, number, id, data}; no data when its id is the one the caller has already.
-- KEYS: tags, entry. ARGV: a new generation's name, seconds to keep, the id the caller has.
local generation = redis.call('HGET', KEYS[1], '@')
if not generation then
  generation = ARGV[1]
  redis.call('HSET', KEYS[1], '@', generation)
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
local number = tonumber(redis.call('HGET', KEYS[1], '#') or '0')

local entry = redis.call('HMGET', KEYS[2], 'generation', 'begun', 'tags', 'id')
if entry[1] ~= generation or not (entry[2] and entry[3] and entry[4]) then
  return {generation, number}
end
local begun = tonumber(entry[2])
local tags = {}
for tag in string.gmatch(entry[3], '[^\n]+') do
  tags[#tags + 1] = tag
end
if #tags > 0 then
  for _, touched in ipairs(redis.call('HMGET', KEYS[1], unpack(tags))) do
    if touched and tonumber(touched) > begun then
      return {generation, number}
    end
  end
end
if entry[4] == ARGV[3] then
  return {generation, number, entry[4]}
end
return {generation, number, entry[4], redis.call('HGET', KEYS[2], 'data')}
