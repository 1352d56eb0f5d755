"""Answering from the cache or by building: the one way that cached queries and cached pages share."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

import structlog
from django.conf import settings

from electricityshop.caching import connection, entries
from electricityshop.caching.connection import Away
from electricityshop.caching.entries import Entry, Unreadable
from electricityshop.caching.flights import only_one
from electricityshop.caching.near import CLOCK, NEAR, Copy
from electricityshop.caching.tags import collecting, depends_on, with_prefixes

T = TypeVar("T")
MOST_WAITS = 3
"""How many builds somebody waits for that come to nothing, before building alone."""
logger = structlog.get_logger(__name__)


class Outcome(StrEnum):
    HIT = "HIT"
    MISS = "MISS"
    STALE = "STALE"
    """It holds, its time is over, and somebody is building it anew."""
    BYPASS = "BYPASS"
    """Redis is away: built, and not kept."""


def _plain(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe(Generic[T]):
    """How to get what is kept under `key`. `encode` makes plain data of it, `decode` the value again.

    It depends on `tags`, and on what `depends_on` says while it is built. It is fresh for `seconds`, and served
    for as long again while one builds it anew, as long as none of its tags is touched.
    """

    key: str
    build: Callable[[], T]
    tags: tuple[str, ...] = ()
    seconds: float = settings.CACHE_DEFAULT_SECONDS
    encode: Callable[[T], Any] = _plain
    decode: Callable[[Any], T] = _plain
    is_kept: Callable[[T], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    value: T
    outcome: Outcome
    built_at: float


_apart: ContextVar[dict[str, tuple[Any, set[str]]] | None] = ContextVar("answers_apart", default=None)


@contextmanager
def apart() -> Iterator[None]:
    """Answers inside the block are built, and kept for the block alone: Redis and this process learn nothing of them.

    For who asks in a transaction that will be rolled back, or another database than the shop's.
    """
    token = _apart.set({})
    try:
        yield
    finally:
        _apart.reset(token)


def _answer_apart(recipe: Recipe[T], kept: dict[str, tuple[Any, set[str]]]) -> Answer[T]:
    if recipe.key not in kept:
        kept[recipe.key] = _build(recipe)
    value, tags = kept[recipe.key]
    depends_on(*tags)
    return Answer(value, Outcome.BYPASS, time.time())


def answer(recipe: Recipe[T]) -> Answer[T]:
    """From this process, from Redis, or built. Never fails because of Redis.

    Waits for one build, and for another where what the first one read was touched meanwhile.
    """
    kept = _apart.get()
    if kept is not None:
        return _answer_apart(recipe, kept)
    try:
        found = look_up(recipe.key, recipe.decode)
    except Away:
        return Answer(_build(recipe)[0], Outcome.BYPASS, time.time())
    if found is None:
        return _built_once(recipe)
    if found.is_due():
        renewed = _renewed(recipe)
        if renewed is not None:
            return renewed
    depends_on(*found.tags)
    return Answer(found.value, Outcome.HIT if found.is_fresh() else Outcome.STALE, found.built_at)


def look_up(key: str, decode: Callable[[Any], Any] = _plain) -> Entry | None:
    """What is kept under `key` and still holds. Raises `Away`."""
    copy = NEAR.get(key)
    if copy is not None and copy.moment == CLOCK.moment() and copy.entry.is_fresh():
        return copy.entry  # type: ignore[no-any-return]  # Near does not know what it keeps
    asked_at = time.monotonic()
    stored = connection.recall(key, copy.id if copy else b"")
    CLOCK.learn(stored.moment, asked_at)
    if copy is not None and stored.id == copy.id:
        copy.moment = stored.moment
        return copy.entry  # type: ignore[no-any-return]  # Near does not know what it keeps
    if stored.data is None:
        NEAR.drop(key)
        return None
    try:
        kept = entries.unpack(stored.data)
        entry = Entry(decode(kept.value), kept.tags, kept.built_at, kept.fresh_until, kept.cost)
    except (Unreadable, LookupError, TypeError, ValueError):
        logger.warning("unreadable cache entry", key=key)
        return None
    NEAR.put(key, Copy(stored.id, entry, stored.moment, len(stored.data)))
    return entry


def _renewed(recipe: Recipe[T]) -> Answer[T] | None:
    """Built anew, unless somebody else is at it."""
    try:
        with only_one(recipe.key, wait=False) as is_mine:
            return _build_and_keep(recipe) if is_mine else None
    except Away:
        return None


def _built_once(recipe: Recipe[T]) -> Answer[T]:
    """Of all who miss, one builds. What was touched meanwhile is built again, and again by one of them."""
    try:
        for _ in range(MOST_WAITS):
            with only_one(recipe.key) as is_mine:
                found = look_up(recipe.key, recipe.decode)  # somebody was quicker, or is done by now
                if found is None and is_mine:
                    return _build_and_keep(recipe)
            if found is not None:
                depends_on(*found.tags)
                return Answer(found.value, Outcome.HIT, found.built_at)
    except Away:
        return Answer(_build(recipe)[0], Outcome.BYPASS, time.time())
    return _build_and_keep(recipe)


def _build(recipe: Recipe[T]) -> tuple[T, set[str]]:
    with collecting() as tags:
        depends_on(*recipe.tags)
        return recipe.build(), tags


def _build_and_keep(recipe: Recipe[T]) -> Answer[T]:
    """The moment is noted before anything is read: what is touched from then on makes the entry void."""
    try:
        begun = CLOCK.moment()
    except Away:
        return Answer(_build(recipe)[0], Outcome.BYPASS, time.time())
    started = time.perf_counter()
    value, tags = _build(recipe)
    built_at = time.time()
    if recipe.is_kept(value):
        cost = time.perf_counter() - started
        entry = Entry(recipe.encode(value), tuple(sorted(tags)), built_at, built_at + recipe.seconds, cost)
        try:
            connection.keep(
                recipe.key, begun, with_prefixes(tags), entries.pack(entry), seconds=2 * recipe.seconds
            )
        except Away:
            logger.warning("cache entry not kept", key=recipe.key)
    return Answer(value, Outcome.MISS, built_at)
