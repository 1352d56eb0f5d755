"""The cache store: get, set, remove, remove by prefix, exists, get-or-build. Redis away means a miss, never an error.

A prefix is a tag: its version is part of every key stored under it, so changing the version forgets them all
with one write, and a reader that was slow stores under a version nobody asks for any more.
"""

import secrets
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache

T = TypeVar("T")

_MISSING: Any = object()
_TAG_SECONDS = 30 * 24 * 3600


def get(key: str, default: Any = None) -> Any:
    """The stored JSON value, or `default`. A value that cannot be read counts as missing."""
    try:
        return cache.get(key, default)
    except ValueError:
        cache.delete(key)
        return default


def set(key: str, value: Any, seconds: int = settings.CACHE_DEFAULT_SECONDS) -> None:
    """Store a JSON value for `seconds`."""
    cache.set(key, value, seconds)


def remove(key: str) -> None:
    cache.delete(key)


def exists(key: str) -> bool:
    return bool(cache.has_key(key))


def get_or_build(
    key: str,
    build: Callable[[], T],
    *,
    tags: Iterable[str] = (),
    seconds: int = settings.CACHE_DEFAULT_SECONDS,
) -> T:
    """The stored value, or what `build` returns, stored under the tags' versions as they were before it ran."""
    names = sorted(tags)
    versioned = f"{key}@{'.'.join(tag_versions(names))}" if names else key
    found = get(versioned, _MISSING)
    if found is not _MISSING:
        return found  # type: ignore[no-any-return]  # the caller knows what it stored
    built = build()
    set(versioned, built, seconds)
    return built


def remove_by_tag(*tags: str) -> None:
    """Forget everything stored under any of `tags`."""
    cache.set_many({_tag_key(tag): secrets.token_hex(8) for tag in tags}, _TAG_SECONDS)


def tag_versions(tags: list[str]) -> list[str]:
    """Their versions, in one round trip. A tag without one gets a random one: a flushed Redis revives nothing."""
    stored = cache.get_many([_tag_key(tag) for tag in tags]) or {}
    versions = []
    for tag in tags:
        version = stored.get(_tag_key(tag))
        if version is None:
            version = secrets.token_hex(8)
            if not cache.add(_tag_key(tag), version, _TAG_SECONDS):
                version = cache.get(_tag_key(tag), version)
        versions.append(str(version))
    return versions


def _tag_key(tag: str) -> str:
    return f"tag:{tag}"
