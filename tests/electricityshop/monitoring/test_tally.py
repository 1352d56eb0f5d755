"""Times added up."""

import random

import pytest

from electricityshop.monitoring.statements.tally import BOUNDS, BUCKETS, Tally, percentile


def tally(*seconds: float) -> Tally:
    found = Tally()
    for one in seconds:
        found.add(one, 2)
    return found


def test_it_counts_and_adds_up() -> None:
    found = tally(0.001, 0.003)
    found.merge(tally(0.5))

    assert (found.count, found.rows, found.longest) == (3, 6, 0.5)
    assert found.seconds == pytest.approx(0.504)
    assert sum(found.spread()) == 3


def test_rows_that_the_server_does_not_tell_are_none() -> None:
    found = Tally()
    found.add(0.001, -1)

    assert (found.count, found.rows) == (1, 0)


@pytest.mark.parametrize(
    ("seconds", "bucket"), [(0, 0), (1e-5, 0), (1.1e-5, 1), (99, 70), (101, 71), (1e6, 71)]
)
def test_a_time_has_its_bucket(seconds: float, bucket: int) -> None:
    assert tally(seconds).spread().index(1) == bucket
    assert len(tally(seconds).spread()) == BUCKETS == len(BOUNDS) + 1


def test_nineteen_of_twenty_are_within_the_p95() -> None:
    found = tally(*[0.001] * 95, *[0.1] * 5)

    assert percentile(found.spread(), 0.95, found.longest) == pytest.approx(0.001, rel=0.01)
    assert percentile(found.spread(), 0.99, found.longest) == pytest.approx(0.1, rel=0.2)
    assert percentile([0] * BUCKETS, 0.95, 0.0) == 0.0


@pytest.mark.parametrize("number", [1, 2, 19, 20, 21, 500])
def test_a_percentile_is_at_most_a_bucket_off(number: int) -> None:
    times = [10 ** random.Random(place).uniform(-5, 1.9) for place in range(number)]
    found = tally(*times)
    exact = sorted(times)[max(0, -(-95 * len(times) // 100) - 1)]

    estimate = percentile(found.spread(), 0.95, found.longest)

    assert exact / 1.26 <= estimate <= exact * 1.26
