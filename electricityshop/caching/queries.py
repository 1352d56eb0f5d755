"""`@cached_query`: a query whose answer is kept until one of its tags is touched."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.conf import settings

from electricityshop.caching.answers import Recipe, answer
from electricityshop.caching.statistics import count

P = ParamSpec("P")
R = TypeVar("R")


def cached_query(
    *,
    tags: tuple[str, ...],
    encode: Callable[[R], Any],
    decode: Callable[[Any], R],
    seconds: float = settings.CACHE_DEFAULT_SECONDS,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep a query's answer as plain data (`encode`, `decode`). Arguments must be strings, numbers or None.

    It depends on `tags`, and on what the query names with `depends_on`. The answer is shared by all who ask in
    this process: it must not be changed.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__}.{function.__qualname__}"

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            arguments = ",".join(
                [*map(repr, args), *(f"{key}={value!r}" for key, value in sorted(kwargs.items()))]
            )
            found = answer(
                Recipe(
                    key=f"query:{name}({arguments})",
                    build=lambda: function(*args, **kwargs),
                    tags=tags,
                    seconds=seconds,
                    encode=encode,
                    decode=decode,
                )
            )
            count("query", name, found.outcome)
            return found.value

        return run

    return decorate
