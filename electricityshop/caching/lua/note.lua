-- Which touch was the last: {generation, number}. KEYS: tags. ARGV: a new generation's name, seconds to keep.
-- EXPIRE writes, on purpose: a Redis that cannot be written to cannot be told of changes, and is not believed.
local generation = redis.call('HGET', KEYS[1], '@')
if not generation then
  generation = ARGV[1]
  redis.call('HSET', KEYS[1], '@', generation)
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return {generation, tonumber(redis.call('HGET', KEYS[1], '#') or '0')}
