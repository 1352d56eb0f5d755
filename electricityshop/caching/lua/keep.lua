-- Keep an entry. KEYS: entry. ARGV: generation, number it was begun at, tags, id, data, milliseconds to keep.
redis.call('HSET', KEYS[1], 'generation', ARGV[1], 'begun', ARGV[2], 'tags', ARGV[3], 'id', ARGV[4], 'data', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return 1
