"""The cache: Redis, fast, and it may vanish at any time. `docs/caching.md` says what is promised."""

from environs import Env, validate

env = Env()

REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/1")
CACHE_PREFIX = "ElectricityShop:"
CACHE_DEFAULT_SECONDS = 30 * 60
CACHE_TIMEOUT_SECONDS = 0.2
CACHE_RETRY_SECONDS = 1.0
CACHE_LEASE_MS = env.int("CACHE_LEASE_MS", 10, validate=validate.Range(0, 40))
PAGE_CACHE = env.bool("PAGE_CACHE", True)
CACHE_NEAR_BYTES = env.int("CACHE_NEAR_MB", 32) * 2**20

CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "TIMEOUT": CACHE_DEFAULT_SECONDS,
        "KEY_PREFIX": CACHE_PREFIX.rstrip(":"),
        "OPTIONS": {
            "CLIENT_CLASS": "django_redis.client.DefaultClient",
            "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
            "REDIS_CLIENT_CLASS": "electricityshop.caching.connection.CacheRedis",
            "SOCKET_CONNECT_TIMEOUT": CACHE_TIMEOUT_SECONDS,
            "SOCKET_TIMEOUT": CACHE_TIMEOUT_SECONDS,
            "IGNORE_EXCEPTIONS": True,
        },
    }
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
