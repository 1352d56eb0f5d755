"""What is kept under a key: a value, what it depends on, since when and until when it is fresh."""

import math
import random
import time
import zlib
from dataclasses import dataclass
from typing import Any

import msgpack

SCHEMA = 1
"""Raise it when what is kept changes shape: older entries are misses then."""
COMPRESS_ABOVE = 1_024
_PLAIN, _COMPRESSED = b"p", b"z"


class Unreadable(ValueError):
    """Bytes that are no entry, or one of another schema."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`value` as its reader wants it. Times are seconds since 1970; `cost` is how many seconds it took to build."""

    value: Any
    tags: tuple[str, ...]
    built_at: float
    fresh_until: float
    cost: float

    def is_fresh(self) -> bool:
        return time.time() < self.fresh_until

    def is_due(self) -> bool:
        """Whether it is time to build it anew: when it is no longer fresh, and by chance a little before.

        The chance grows towards the end and with the cost, so that a hot entry is renewed before it expires
        (Vattani, Chierichetti, Lowenstein: Optimal Probabilistic Cache Stampede Prevention, 2015).
        """
        ahead = self.cost * -math.log(1.0 - random.random())
        return time.time() + ahead >= self.fresh_until


def pack(entry: Entry) -> bytes:
    """msgpack, compressed above a size. Raises `TypeError` for values that are not plain data."""
    packed: bytes = msgpack.packb(
        [SCHEMA, entry.built_at, entry.fresh_until, entry.cost, entry.tags, entry.value]
    )
    if len(packed) <= COMPRESS_ABOVE:
        return _PLAIN + packed
    return _COMPRESSED + zlib.compress(packed, 1)


def unpack(data: bytes) -> Entry:
    """Raises `Unreadable`."""
    try:
        packed = zlib.decompress(data[1:]) if data[:1] == _COMPRESSED else data[1:]
        schema, built_at, fresh_until, cost, tags, value = msgpack.unpackb(packed, strict_map_key=False)
    except (ValueError, TypeError, zlib.error, msgpack.UnpackException) as error:
        raise Unreadable(str(error)) from error
    if schema != SCHEMA:
        raise Unreadable(f"schema {schema}")
    return Entry(value, tuple(tags), built_at, fresh_until, cost)
