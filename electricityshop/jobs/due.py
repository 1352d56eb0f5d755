"""How much work PostgreSQL says is due, of every kind, and since when: a growing age is the first sign of trouble."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Due:
    """How many rows should have been dealt with by now, since when the oldest, and a few of them by name."""

    count: int
    oldest: datetime | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueKind:
    name: str
    title: str
    limit: timedelta
    """Older than this, somebody should look."""
    read: Callable[[], Due]


@dataclass(frozen=True, slots=True)
class DueNow:
    kind: DueKind
    due: Due
    age: timedelta

    @property
    def is_alarming(self) -> bool:
        return self.age > self.kind.limit


DUE: dict[str, DueKind] = {}


def due_rows(name: str, *, title: str, limit: timedelta) -> Callable[[Callable[[], Due]], Callable[[], Due]]:
    """Register a query for what is due. It is read every minute, so an index must answer it."""

    def register(read: Callable[[], Due]) -> Callable[[], Due]:
        DUE[name] = DueKind(name, title, limit, read)
        return read

    return register


def due_now() -> tuple[DueNow, ...]:
    """Every kind, in the order in which they were registered."""
    now = timezone.now()
    found = [(kind, kind.read()) for kind in DUE.values()]
    return tuple(
        DueNow(kind, due, max(now - due.oldest, timedelta(0)) if due.oldest else timedelta(0))
        for kind, due in found
    )
