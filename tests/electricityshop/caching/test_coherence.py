"""A slice of the coherence proof with real processes: servers, granian, the relay, writers and readers."""

from collections.abc import Iterator

import pytest

from benchmarks.coherence_journal import ORM_SECONDS, RAW_SECONDS, Commit, Seen
from benchmarks.coherence_round import WRITE_PATHS, run_round
from benchmarks.coherence_surfaces import API, PAGES, QUERIES
from benchmarks.coherence_system import System, system
from benchmarks.coherence_verdict import histories, verdict

pytestmark = pytest.mark.xdist_group("coherence")


@pytest.fixture(scope="module")
def running() -> Iterator[System]:
    with system(throw_away=True) as made:
        yield made


def test_after_a_commit_nobody_is_served_the_old_whatever_wrote_it(running: System) -> None:
    found = run_round(running, 60)

    assert found.verdict.violations == {}, found.verdict.examples
    assert found.verdict.never_committed == 0, found.verdict.examples
    assert found.bursts.total() == 60
    assert len(found.bursts) == WRITE_PATHS
    assert all(found.hits(group) > 0 for group in (PAGES, API, QUERIES))


def test_a_cache_that_keeps_what_was_read_before_a_change_is_found_out(running: System) -> None:
    found = run_round(running, 32, "unguarded")

    assert found.verdict.violations.total() > 0


def at(committed: float, value: int, allowed: float = ORM_SECONDS) -> Commit:
    return Commit("a path", committed - 0.01, committed, allowed, {"price": value})


def seen(value: int, began: float) -> Seen:
    return Seen("pages: home", "price", value, began, began + 0.001)


@pytest.mark.parametrize(
    ("value", "began", "is_old"),
    [
        (0, 9.9, False),
        (0, 10.049, False),  # within its time
        (0, 10.051, True),
        (1, 10.1, False),
        (1, 11.249, False),  # other programs have longer
        (1, 11.251, True),
        (2, 20.06, False),
        (2, 20.08, True),  # another program's time ends with that of the commit after it
        (1, 30.0, False),  # it came back
    ],
)
def test_what_was_replaced_may_be_seen_for_its_time(value: int, began: float, is_old: bool) -> None:
    commits = [at(10, 1), at(11, 2, RAW_SECONDS), at(20, 3, RAW_SECONDS), at(20.02, 4), at(29, 1)]

    judged = verdict(histories({"price": 0}, commits), [seen(value, began)])

    assert (judged.violations.total(), judged.never_committed) == (int(is_old), 0)


def test_what_was_never_committed_or_not_yet_is_told_apart() -> None:
    judged = verdict(histories({"price": 0}, [at(10, 1)]), [seen(1, 9.0), seen(7, 12.0)])

    assert judged.never_committed == 2
    assert judged.violations == {}
