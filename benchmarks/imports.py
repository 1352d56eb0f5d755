"""What `import_catalog` does with two real feeds: nothing lost, nothing twice, bounded memory, and time beside COPY.

`make prove ONLY=imports`. The feeds are those of ../shared/data, and it says so when they are not there. Every import
runs in a process of its own, as staff would.
"""

import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.fresh_database import fresh_database
from benchmarks.plain_copy import copy_of_feed, copy_of_finished_rows
from benchmarks.rows import Row

PROJECT = Path(__file__).resolve().parent.parent
FEEDS = PROJECT.parent / "shared" / "data"
PARTS_2024, PARTS_2025 = "pc-parts-2024-05-14.jsonl.gz", "pc-parts-2025-07-23.jsonl.gz"
PHONES = "phones-and-accessories.jsonl.gz"

MOST_MEMORY_MB = 300
MOST_TIMES_COPY = 10
Measured = dict[str, Any]


def rows(quick: bool) -> Iterator[Row]:
    """One row for each figure. The feeds are small, so that `quick` makes no difference."""
    if not (FEEDS / PARTS_2024).exists():
        yield _row("feeds", "skipped: ../shared/data is not here", None, "", ok=True)
        return
    with fresh_database():
        yield from _figures()


def _figures() -> Iterator[Row]:
    for feed, name in ((PARTS_2024, "pc-parts"), (PHONES, "phones-and-accessories")):
        yield from _first_and_second(feed, name)
    changed = _import(PARTS_2025, "pc-parts")
    lines = _lines(PARTS_2025)
    yield _row(
        "2025 over 2024: rows accounted for",
        _accounted(changed),
        lines,
        "rows",
        ok=_accounted(changed) == lines,
    )
    for what in ("created", "updated", "unchanged", "withdrawn"):
        yield _row(f"2025 over 2024: {what}", changed[what], None, "products", ok=changed[what] > 0)
    yield _row("2025 over 2024: time", _per_row(changed), None, "ms/row", ok=True)


def _first_and_second(feed: str, name: str) -> Iterator[Row]:
    """A feed twice into a shop that does not have it: everything created or rejected, then nothing changed."""
    lines = _lines(feed)
    first, second = _import(feed, name), _import(feed, name)
    finished, (read_and_copied, copied) = copy_of_finished_rows(name), copy_of_feed(FEEDS / feed)
    total = first["created"] + first["rejected"]
    yield _row(f"{name}: created + rejected", total, lines, "rows", ok=total == lines)
    yield _row(f"{name}: rejected, same product twice", first["same_product"], None, "rows", ok=True)
    same = (
        second["unchanged"] == first["created"]
        and not second["created"] + second["updated"] + second["withdrawn"]
    )
    yield _row(
        f"{name}: unchanged the second time", second["unchanged"], first["created"], "products", ok=same
    )
    peak = max(first["peak_memory_mb"], second["peak_memory_mb"])
    yield _row(f"{name}: peak memory", peak, MOST_MEMORY_MB, "MB", ok=peak <= MOST_MEMORY_MB)
    yield _row(f"{name}: import", _per_row(first), None, "ms/row", ok=True)
    process = round(first["process_seconds"], 2)
    yield _row(f"{name}: import, with starting and ending the process", process, None, "s", ok=True)
    yield _row(f"{name}: second import", _per_row(second), None, "ms/row", ok=True)
    yield _row(f"{name}: COPY of rows in memory", round(copied / lines, 4), None, "ms/row", ok=True)
    yield _row(f"{name}: reading and COPY", round(read_and_copied / lines, 4), None, "ms/row", ok=True)
    yield _row(f"{name}: COPY of the finished rows", round(finished / lines, 4), None, "ms/row", ok=True)
    bare, full = (round(_per_row(first) * lines / taken, 1) for taken in (read_and_copied, finished))
    yield _row(
        f"{name}: import against reading and COPY into a bare table (aim {MOST_TIMES_COPY})",
        bare,
        None,
        "times",
        ok=True,
    )
    yield _row(
        f"{name}: import against COPY of the finished rows",
        full,
        MOST_TIMES_COPY,
        "times",
        ok=full <= MOST_TIMES_COPY,
    )


def _import(feed: str, name: str) -> Measured:
    """The command's own report, and how long the whole process took, from its start to its end."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as directory:
        done = subprocess.run(
            [
                sys.executable,
                str(PROJECT / "manage.py"),
                "import_catalog",
                str(FEEDS / feed),
                f"--map={name}",
                f"--errors={directory}/rejected.csv",
                "--json",
            ],
            cwd=PROJECT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return dict(json.loads(done.stdout), process_seconds=time.perf_counter() - started)


def _accounted(report: Measured) -> int:
    return int(report["created"] + report["updated"] + report["unchanged"] + report["rejected"])


def _per_row(report: Measured) -> float:
    return round(1000 * float(report["seconds"]) / int(report["rows"]), 4)


def _lines(feed: str) -> int:
    with gzip.open(FEEDS / feed, "rb") as file:
        return sum(1 for _ in file)


def _row(name: str, value: Any, limit: Any, unit: str, *, ok: bool) -> Row:
    return Row("imports", name, value, limit, unit, ok)
