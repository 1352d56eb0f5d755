"""A Redis client that does not wait twice: once Redis was away, it is left alone for a while."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from redis import Redis
from redis.client import Pipeline
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

from electricityshop.breaker import Breaker

T = TypeVar("T")


class GuardedRedis(Redis):
    """Each subclass has a breaker. Whatever goes wrong but an error answer is a `ConnectionError`, garbage too."""

    breaker: ClassVar[Breaker]

    def execute_command(self, *args: Any, **options: Any) -> Any:
        return guarded(self.breaker, lambda: super(GuardedRedis, self).execute_command(*args, **options))  # type: ignore[no-untyped-call]  # redis-py's

    def pipeline(self, transaction: bool = True, shard_hint: Any = None) -> "GuardedPipeline":  # noqa: FBT001, FBT002  # redis-py's signature
        made = GuardedPipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)
        made.breaker = self.breaker
        return made


class GuardedPipeline(Pipeline):
    breaker: Breaker

    def execute(self, raise_on_error: bool = True) -> Any:  # noqa: FBT001, FBT002  # redis-py's signature
        return guarded(self.breaker, lambda: super(GuardedPipeline, self).execute(raise_on_error))


def guarded(breaker: Breaker, ask: Callable[[], T]) -> T:
    """What `ask` answers, unless the breaker is open."""
    if not breaker.allows():
        raise RedisConnectionError("Redis was away a moment ago")
    try:
        answer = ask()
    except ResponseError:
        breaker.succeeded()
        raise
    except Exception as error:
        breaker.failed()
        raise RedisConnectionError(f"Redis is away: {type(error).__name__}") from error
    breaker.succeeded()
    return answer
