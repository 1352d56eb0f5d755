"""What is in the cache and how much it helps, for the people who run it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from electricityshop.caching import connection
from electricityshop.caching.models import Touch
from electricityshop.caching.statistics import busiest, counted

LOOKED_AT = 20_000
"""Entries that are measured; the others are counted with `entries`."""


@dataclass(frozen=True, slots=True)
class Use:
    """How often a page profile or a cached query was asked for, by outcome."""

    kind: str
    name: str
    outcomes: dict[str, int]

    @property
    def asked(self) -> int:
        return sum(self.outcomes.values())

    @property
    def hit_rate(self) -> float:
        """Share of the answers that were not built, from 0 to 1."""
        return (self.outcomes.get("HIT", 0) + self.outcomes.get("STALE", 0)) / max(1, self.asked)


@dataclass(frozen=True, slots=True)
class Size:
    """Entries of one page profile or one query, of those looked at: how many, and bytes of memory with overhead."""

    name: str
    count: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Report:
    """`waiting` touches are written down and not told yet; the oldest for `waiting_for`."""

    used_memory: int
    peak_memory: int
    most_memory: int
    policy: str
    keys: int
    evicted: int
    touches: int
    tags: int
    last_touched: tuple[tuple[str, int], ...]
    uses: tuple[Use, ...]
    sizes: tuple[Size, ...]
    busiest: tuple[str, ...]
    waiting: int
    waiting_for: timedelta


def report() -> Report:
    """Looks through the keys of Redis, a few at a time: for a terminal, not for a page. Raises `Away`."""
    redis = connection.client()
    memory, stats = redis.info("memory"), redis.info("stats")
    tags = {tag.decode(): value for tag, value in redis.hgetall(connection.TAGS).items()}
    tags.pop("@", None)
    touches = int(tags.pop("#", 0))
    last = sorted(((tag, int(number)) for tag, number in tags.items()), key=lambda each: -each[1])
    oldest = Touch.objects.aggregate(oldest=Min("touched_at"))["oldest"]
    return Report(
        used_memory=memory["used_memory"],
        peak_memory=memory["used_memory_peak"],
        most_memory=memory["maxmemory"],
        policy=memory["maxmemory_policy"],
        keys=redis.dbsize(),
        evicted=stats["evicted_keys"],
        touches=touches,
        tags=len(tags),
        last_touched=tuple(last[:10]),
        uses=tuple(Use(kind, name, outcomes) for (kind, name), outcomes in sorted(counted().items())),
        sizes=_sizes(redis),
        busiest=tuple(busiest(10)),
        waiting=Touch.objects.count(),
        waiting_for=timezone.now() - oldest if oldest else timedelta(),
    )


def _sizes(redis: Any) -> tuple[Size, ...]:
    counts: dict[str, int] = defaultdict(int)
    sizes: dict[str, int] = defaultdict(int)
    for looked_at, key in enumerate(redis.scan_iter(f"{connection.ENTRY}*", count=500)):
        if looked_at >= LOOKED_AT:
            break
        name = _family(key.decode("utf-8", "replace"))
        counts[name] += 1
        sizes[name] += redis.memory_usage(key) or 0
    return tuple(
        Size(name, counts[name], sizes[name]) for name in sorted(sizes, key=lambda name: -sizes[name])
    )


def _family(key: str) -> str:
    """`page:ProductPage`, `query:catalog.queries.category_tree.category_tree`."""
    kind, _, rest = key.removeprefix(f"{settings.CACHE_PREFIX}entry:").partition(":")
    return f"{kind}:{rest.partition(':')[0].partition('(')[0]}"
