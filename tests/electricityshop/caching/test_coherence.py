"""A slice of the coherence proof with real processes: servers, granian, the relay, writers and readers."""

from collections.abc import Iterator

import pytest

from benchmarks.coherence_round import run_round
from benchmarks.coherence_surfaces import API, PAGES, QUERIES
from benchmarks.coherence_system import System, system

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
    assert len(found.bursts) == 24
    assert all(found.hits(group) > 0 for group in (PAGES, API, QUERIES))


def test_a_cache_that_keeps_what_was_read_before_a_change_is_found_out(running: System) -> None:
    found = run_round(running, 32, "unguarded")

    assert found.verdict.violations.total() > 0
