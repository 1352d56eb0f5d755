"""Three ways to make the cache worse, to show that the coherence proof would notice.

All of them make everybody slow where it matters: readers between building and keeping and after Redis has answered,
writers between writing and committing. `slow` does nothing else, and must change nothing. With `post_save` what was touched is told when it is written and not when it is committed. With
`unguarded` it is told on commit, and entries are kept without looking at what was touched since they were begun.
"""

import random
import time
from collections.abc import Iterable
from typing import Any

from django.db import connection as database

from electricityshop.caching import connection, invalidation
from electricityshop.caching.connection import Moment, Stored
from electricityshop.caching.near import CLOCK

MODES = ("slow", "post_save", "unguarded")
SLOW_READER_SECONDS = 0.08
LATE_ANSWER_SECONDS = 0.009
"""Just within the time that what Redis answered is believed."""
SLOW_WRITER_SECONDS = 0.04


def sabotage(mode: str) -> None:
    """Change this process, once Django is set up. Raises `ValueError` for a mode there is not."""
    if mode not in MODES:
        raise ValueError(f"COHERENCE_SABOTAGE is one of {', '.join(MODES)}, not {mode!r}")
    _answer_late()
    _keep_late(guarded=mode == "slow")
    _tell_late(before_commit=mode == "post_save")


def _answer_late() -> None:
    """As if the thread that asked had to wait for its turn, while others go on."""
    recall = connection.recall

    def recalled_late(key: str, known: bytes = b"") -> Stored:
        stored = recall(key, known)
        time.sleep(random.uniform(0, LATE_ANSWER_SECONDS))
        return stored

    connection.recall = recalled_late


def _keep_late(*, guarded: bool) -> None:
    keep = connection.keep

    def kept_late(key: str, begun: Moment, tags: Iterable[str], data: bytes, *, seconds: float) -> bytes:
        time.sleep(random.uniform(0, SLOW_READER_SECONDS))
        return keep(key, begun if guarded else connection.note(), tags, data, seconds=seconds)

    connection.keep = kept_late


def _tell_late(*, before_commit: bool) -> None:
    tell_after_commit = invalidation._tell_after_commit  # noqa: SLF001  # sabotage has no public door

    def written() -> None:
        if before_commit:
            _tell_now()
        else:
            tell_after_commit()
        if database.in_atomic_block:
            time.sleep(random.uniform(0, SLOW_WRITER_SECONDS))

    invalidation._tell_after_commit = written  # noqa: SLF001


def _tell_now() -> None:
    with database.cursor() as cursor:
        cursor.execute(invalidation._OWN)  # noqa: SLF001
        touched: Any = cursor.fetchall()
    connection.touch(touched)
    CLOCK.forget()
