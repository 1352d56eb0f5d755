"""After a commit, no reader is served the old price, stock or page, whatever wrote it: with real processes.

`python -m benchmarks.coherence` (QUICK=1 for a shorter run). Four writers, eight readers over HTTP and two that call
cached queries themselves, on the servers that `make demo` runs. Then the same with sabotaged caches, which must be
noticed: a proof that cannot fail proves nothing.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict

from benchmarks.coherence_round import WRITE_PATHS, Round, run_round
from benchmarks.coherence_surfaces import API, PAGES, QUERIES
from benchmarks.coherence_system import system
from benchmarks.coherence_verdict import by_group
from benchmarks.rows import Row

BURSTS, QUICK_BURSTS = 1_000, 160
CONTROL_BURSTS, SABOTAGED_BURSTS = 160, 120
AREA = "caching"


def rows(quick: bool) -> Iterator[Row]:
    with system(throw_away=False) as on:
        wanted = QUICK_BURSTS if quick else BURSTS
        yield from sound_rows(_told(run_round(on, wanted)), wanted)
        control = _told(run_round(on, CONTROL_BURSTS // (2 if quick else 1), "slow"))
        yield _none(
            "coherence, slow readers and writers: reads of the old", control.verdict.violations.total()
        )
        for mode in ("post_save", "unguarded"):
            yield sabotage_row(mode, run_round(on, SABOTAGED_BURSTS // (2 if quick else 1), mode))


def sound_rows(found: Round, wanted: int) -> Iterator[Row]:
    """What was done, and that nobody was served the old."""
    done = found.bursts.total()
    yield Row(AREA, "coherence: bursts of writes", done, wanted, "", done >= wanted)
    yield Row.stated(AREA, "coherence: seconds of writing", found.seconds, "s")
    yield Row.stated(AREA, "coherence: reads", found.reads(), "")
    yield Row.stated(AREA, "coherence: facts seen", found.verdict.reads_of_facts, "")
    violations = by_group(found.verdict.violations)
    for group in (PAGES, API, QUERIES):
        share = found.hits(group)
        yield Row(AREA, f"coherence, {group}: share of hits", round(share, 3), 0, "", share > 0)
        yield _none(f"coherence, {group}: reads of the old", violations.get(group, 0))
    yield _none("coherence: reads of what was never committed", found.verdict.never_committed)
    for kind, seconds in found.verdict.worst.items():
        yield Row.stated(AREA, f"coherence, {kind}: seen after the commit, longest", seconds * 1000, "ms")
    yield Row.equal(AREA, "coherence: write paths", len(found.bursts), WRITE_PATHS)
    for path, number in sorted(found.bursts.items()):
        yield Row(AREA, f"coherence, bursts: {path}", number, 0, "", number > 0)


def sabotage_row(mode: str, found: Round) -> Row:
    violations = found.verdict.violations.total()
    return Row(AREA, f"coherence, sabotaged ({mode}): reads of the old", violations, 0, "", violations > 0)


def _told(found: Round) -> Round:
    """Says on standard error who saw what when, if anybody saw what they should not."""
    for example in found.verdict.examples:
        print(example, file=sys.stderr)
    return found


def _none(name: str, number: int) -> Row:
    return Row(AREA, name, number, 0, "", number == 0)


def main() -> None:
    failed = 0
    for row in rows(bool(os.environ.get("QUICK"))):
        print(json.dumps(asdict(row)), flush=True)
        failed += not row.ok
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
