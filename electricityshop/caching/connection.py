"""The connection to the cache's Redis, and the scripts that run inside it."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgpack
from django.conf import settings
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from electricityshop.breaker import Breaker
from electricityshop.guarded_redis import GuardedRedis

MOST_TAGS = 200_000
"""More than this many touched tags are not remembered: everything is forgotten instead."""
TAG_SECONDS = 7 * 24 * 3600
"""Longer than anything is kept: tags that are gone are tags nobody asked for."""
TAGS = f"{settings.CACHE_PREFIX}tags"
ENTRY = f"{settings.CACHE_PREFIX}entry:"
TOUCHED = f"{settings.CACHE_PREFIX}touched:"
BREAKER = Breaker(settings.CACHE_RETRY_SECONDS)

Away = RedisError
"""What every function here raises when Redis does not do what it should."""


class Garbled(RedisError):
    """Redis, or what answers in its place, said what no script of ours says."""


class CacheRedis(GuardedRedis):
    """The client behind Django's cache: one timeout for all who ask while Redis is away."""

    breaker = BREAKER


@dataclass(frozen=True, slots=True)
class Moment:
    """How many touches there had been: `number` in `generation`, which ends when everything is forgotten."""

    generation: bytes
    number: int


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry that holds as of `moment`. Without `id` there is none; without `data` it is the one already known."""

    moment: Moment
    id: bytes = b""
    data: bytes | None = None


def client() -> Any:
    return get_redis_connection("default")


def note() -> Moment:
    """The moment now. Raises `Away`, also for a Redis that can only be read."""
    return _moment(_run("note", [TAGS], [_new_name(), TAG_SECONDS]))[0]


def recall(key: str, known: bytes = b"") -> Stored:
    """The entry at `key` if it still holds. Raises `Away`."""
    moment, found = _moment(_run("recall", [TAGS, ENTRY + key], [_new_name(), TAG_SECONDS, known]))
    match found:
        case [] | [bytes()] | [bytes(), bytes() | None]:
            return Stored(moment, *found)
    raise _garbled(found)


def keep(key: str, begun: Moment, tags: Iterable[str], data: bytes, *, seconds: float) -> bytes:
    """Keep `data`, which depends on `tags` and was begun at that moment; its id. Raises `Away`."""
    name = _new_name()
    arguments = [begun.generation, begun.number, "\n".join(sorted(tags)), name, data, int(seconds * 1000)]
    _run("keep", [ENTRY + key], arguments)
    return name


def touch(touches: Sequence[tuple[str, Sequence[str]]]) -> int:
    """Make touches, (id, tags) each, once per id; how many tags were touched, -1 for all. Raises `Away`."""
    answer = _run("touch", [TAGS], [TOUCHED, MOST_TAGS, msgpack.packb(touches)])
    if type(answer) is int:
        return answer
    raise _garbled(answer)


def _moment(answer: Any) -> tuple[Moment, list[Any]]:
    """The moment that an answer begins with, and the rest of it. Raises `Garbled`."""
    match answer:
        case [bytes() as generation, int() as number, *rest]:
            return Moment(generation, number), rest
    raise _garbled(answer)


def _garbled(answer: Any) -> Garbled:
    BREAKER.failed()
    return Garbled(f"Redis answered {type(answer).__name__}")


def _run(name: str, keys: list[str], arguments: list[Any]) -> Any:
    return _script(name)(keys=keys, args=arguments, client=client())


@cache
def _script(name: str) -> Any:
    source = (Path(__file__).parent / "lua" / f"{name}.lua").read_text()
    return client().register_script(source)


def _new_name() -> bytes:
    return secrets.token_bytes(8)
