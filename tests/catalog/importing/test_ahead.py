"""Reading ahead in a thread: nothing out of order, nothing lost, nothing without bound."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from catalog.adapters.feeds.ahead import ahead


def test_all_items_come_in_order() -> None:
    assert list(ahead(range(1_001))) == list(range(1_001))
    assert list(ahead([])) == []


def test_an_error_comes_after_the_items_before_it() -> None:
    def items() -> Iterator[int]:
        yield from range(300)
        raise ValueError("in the middle")

    taken = []
    with pytest.raises(ValueError, match="in the middle"):
        for item in ahead(items()):
            taken.append(item)  # noqa: PERF402  # what came before the error is the point

    assert taken == list(range(300))


def test_it_runs_ahead_only_so_far_and_stops_when_nobody_takes() -> None:
    produced = 0

    def items() -> Iterator[int]:
        nonlocal produced
        while True:
            produced += 1
            yield produced

    before = threading.active_count()
    with closing(ahead(items())) as prepared:
        next(prepared)
        time.sleep(0.3)

    assert produced < 10_000
    assert threading.active_count() == before
