"""What the proof at a million says of what it measured. How fast this machine is, is never asked here."""

import json
from pathlib import Path

import pytest
from django.db import connection

from benchmarks.search.scale.feed import write_feed
from benchmarks.search.scale.proof import compared, percentile
from benchmarks.search.scale.psql import sums
from benchmarks.search.scale.statements import watched
from catalog.models import Brand

TOLD = """Timing is on.
next request
Time: 1.500 ms
Time: 1,000.250 ms (00:01.000)
next request
next request
Time: 2.000 ms
"""


def requests(*times: float) -> dict[str, object]:
    every = [
        {"kind": "", "wish": "", "shop": time, "psql": time / 2, "statements": 3, "slowest": ""}
        for time in times
    ]
    return {"requests": every, "skipped": ""}


def test_psql_tells_the_time_of_each_statement() -> None:
    assert sums(TOLD) == [1001.75, 0.0, 2.0]


@pytest.mark.parametrize(("percent", "value"), [(50, 10.0), (95, 19.0), (100, 20.0)])
def test_so_many_of_a_hundred_are_no_longer(percent: int, value: float) -> None:
    assert percentile([float(number) for number in range(1, 21)], percent) == value


def test_too_slow_and_growing_are_different_faults() -> None:
    found = {row.name: row for row in compared("search", 60.0, requests(10.0), requests(25.0))}

    assert found["search, shop: p95"].ok
    growth = found["search, shop: p95, large against small"]
    assert (growth.value, growth.ok) == (2.5, False)
    slow = {row.name: row.ok for row in compared("search", 60.0, requests(50.0), requests(61.0))}
    assert slow["search, shop: p95"] is False
    assert slow["search, shop: p95, large against small"] is True


def test_what_is_not_there_is_said_to_be_skipped() -> None:
    [row] = compared("autocomplete", 15.0, requests(), {"requests": [], "skipped": "none yet"})

    assert (row.ok, row.value) == (True, None)
    assert "skipped" in row.name


@pytest.mark.django_db
def test_every_statement_is_watched_and_can_be_repeated_with_its_values() -> None:
    Brand.objects.create(name="O'Neil", slug="oneil")

    with watched() as seen:
        assert Brand.objects.filter(name="O'Neil").count() == 1
        assert Brand.objects.filter(pk__in=[1, 2]).exists() in {True, False}

    assert len(seen.statements) == 2
    assert seen.milliseconds == pytest.approx(sum(each[2] for each in seen.statements))
    with connection.cursor() as cursor:
        cursor.execute(seen.sql()[0].replace("%", "%%"))
        assert cursor.fetchone() == (1,)


def test_a_feed_is_the_same_every_time(tmp_path: Path) -> None:
    first, described = write_feed(tmp_path, 200)
    content = first.read_bytes()

    again, _ = write_feed(tmp_path, 200)

    assert again.read_bytes()[10:] == content[10:]  # gzip's head has the time
    assert json.dumps("scale-feed") in described.read_text()
