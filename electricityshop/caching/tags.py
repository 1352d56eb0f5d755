"""Tags: what a kept answer depends on. `product:17` is one product, `product:` all of them, `*` everything.

A tag with a colon belongs to every prefix of it that ends in one, so touching a prefix is enough to forget the
whole family. While something is being built, the queries it asks say what they read with `depends_on`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

EVERYTHING = "*"

_collected: ContextVar[set[str] | None] = ContextVar("collected_tags", default=None)


def depends_on(*tags: str) -> None:
    """Say that what is being built right now depends on these."""
    collected = _collected.get()
    if collected is not None:
        collected.update(tags)


@contextmanager
def collecting() -> Iterator[set[str]]:
    """The set of tags that is filled inside the block; whatever is being built around it depends on them too."""
    inner: set[str] = set()
    token = _collected.set(inner)
    try:
        yield inner
    finally:
        _collected.reset(token)
        depends_on(*inner)


def with_prefixes(tags: Iterable[str]) -> set[str]:
    """The tags, and the families they belong to."""
    found = set(tags)
    for tag in tuple(found):
        place = tag.find(":")
        while place >= 0:
            found.add(tag[: place + 1])
            place = tag.find(":", place + 1)
    return found
