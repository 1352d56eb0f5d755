"""What a job or an event handler would bring about, read from the rows: the dry run before a replay."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that happens once. `text` finishes the sentence "It would …"."""

    text: str
    is_done: bool


Describe = Callable[..., tuple[Effect, ...]]
D = TypeVar("D", bound=Describe)

logger = structlog.get_logger(__name__)

_DESCRIBERS: dict[str, Describe] = {}


def effects_of(function: str) -> Callable[[D], D]:
    """Register what describes the job function or event handler at this dotted path. It takes the same keyword
    arguments, reads, and writes nothing.
    """

    def register(describe: D) -> D:
        _DESCRIBERS[function] = describe
        return describe

    return register


def effects(function: str, arguments: dict[str, Any]) -> tuple[Effect, ...] | None:
    """None when nobody has described it, or its arguments are not (any more) what it takes, which is logged."""
    describe = _DESCRIBERS.get(function)
    if describe is None:
        return None
    try:
        return describe(**arguments)
    except (TypeError, ValueError):
        logger.exception("effects could not be described", function=function)
        return None
