"""The cache store: get, set, remove, remove by prefix, exists, get-or-build. Redis away means a miss, never an error.

Keys are words with colons between them, `product:17:offers`. A prefix is a tag: removing by it is one write,
whatever is kept below it, and a reader that was slow keeps what nobody is served any more.
"""

import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import structlog
from django.conf import settings

from electricityshop.caching import connection, entries
from electricityshop.caching.answers import Recipe, answer, look_up
from electricityshop.caching.connection import Away
from electricityshop.caching.entries import Entry
from electricityshop.caching.near import CLOCK
from electricityshop.caching.tags import with_prefixes

T = TypeVar("T")
logger = structlog.get_logger(__name__)


def get(key: str, default: Any = None) -> Any:
    """The stored value, or `default`. A value that cannot be read counts as missing."""
    try:
        found = look_up(key)
    except Away:
        return default
    return found.value if found is not None and found.is_fresh() else default


def set(key: str, value: Any, seconds: float = settings.CACHE_DEFAULT_SECONDS) -> None:
    """Store plain data (what msgpack knows) for `seconds`. For what is read from the database, `get_or_build` is right."""
    now = time.time()
    entry = Entry(value, (key,), now, now + seconds, 0.0)
    try:
        remove_by_tag(key)
        connection.keep(key, CLOCK.moment(), with_prefixes([key]), entries.pack(entry), seconds=seconds)
    except Away:
        logger.warning("cache entry not kept", key=key)


def remove(key: str) -> None:
    remove_by_tag(key)


def remove_by_prefix(prefix: str) -> None:
    """Forget every key that begins with `prefix`, which ends in a colon; the empty one means everything."""
    if prefix and not prefix.endswith(":"):
        raise ValueError(f"a prefix ends in a colon: {prefix!r}")
    remove_by_tag(prefix or "*")


def exists(key: str) -> bool:
    missing = object()
    return get(key, missing) is not missing


def get_or_build(
    key: str,
    build: Callable[[], T],
    *,
    tags: Iterable[str] = (),
    seconds: float = settings.CACHE_DEFAULT_SECONDS,
) -> T:
    """The stored value, or what `build` returns; it is forgotten when one of `tags`, or the key, is touched."""
    return answer(Recipe(key=key, build=build, tags=(key, *tags), seconds=seconds)).value


def remove_by_tag(*tags: str) -> None:
    """Forget everything that depends on any of `tags`, at once. What the database says is touched by itself."""
    try:
        connection.touch([(secrets.token_hex(8), tags)])
    except Away:
        logger.warning("cache tags not touched", tags=tags)
    CLOCK.forget()
