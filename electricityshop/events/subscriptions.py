"""Who hears what. Handlers register themselves when their app is ready."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from electricityshop.events.base import Event

E = TypeVar("E", bound=Event)
Handler = Callable[[E], None]

_SUBSCRIBERS: dict[str, dict[str, Handler[Any]]] = defaultdict(dict)


def subscribe(event: type[E]) -> Callable[[Handler[E]], Handler[E]]:
    """Register a function for an event type. It runs in a worker, at least once, so it must be safe to repeat."""

    def register(handler: Handler[E]) -> Handler[E]:
        _SUBSCRIBERS[event.name][f"{handler.__module__}.{handler.__qualname__}"] = handler
        return handler

    return register


def subscribers(event_name: str) -> dict[str, Handler[Any]]:
    """Subscriber name (dotted path) to handler."""
    return _SUBSCRIBERS.get(event_name, {})
