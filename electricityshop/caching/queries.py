"""`@cached_query`: a query whose answer is kept until one of its tags is touched."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.conf import settings

from electricityshop.caching import store

P = ParamSpec("P")
R = TypeVar("R")


def cached_query(
    *,
    tags: tuple[str, ...],
    encode: Callable[[R], Any],
    decode: Callable[[Any], R],
    seconds: int = settings.CACHE_DEFAULT_SECONDS,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep a query's answer as JSON (`encode`, `decode`). Arguments must be strings, numbers or None."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            arguments = ",".join(
                [*map(repr, args), *(f"{name}={value!r}" for name, value in sorted(kwargs.items()))]
            )
            key = f"query:{function.__module__}.{function.__qualname__}({arguments})"
            return decode(
                store.get_or_build(key, lambda: encode(function(*args, **kwargs)), tags=tags, seconds=seconds)
            )

        return run

    return decorate
