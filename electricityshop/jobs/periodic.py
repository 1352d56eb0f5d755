"""What runs at intervals, declared beside the function."""

from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., None])

PERIODIC: dict[str, float] = {}
"""Dotted path of the job function to its interval in seconds."""


def every(*, seconds: float) -> Callable[[F], F]:
    """Have the scheduler queue this job function every `seconds`."""

    def register(function: F) -> F:
        PERIODIC[f"{function.__module__}.{function.__qualname__}"] = seconds
        return function

    return register
