"""`import_catalog` with feeds of growing length: its memory must not grow with them. `make prove ONLY=search`."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.fresh_database import fresh_database
from benchmarks.rows import Row
from benchmarks.search.scale.feed import write_feed
from electricityshop.embedded.environment import ROOT

AREA = "search"
MOST_MEMORY_MB = 300
GROWTH = 1.25
"""Ten times the rows may take so many times the memory."""


def rows(quick: bool) -> Iterator[Row]:
    """Each feed into an empty shop; what was read, what the rows became, time and memory."""
    lengths = (2_000, 20_000) if quick else (10_000, 100_000, 1_000_000)
    peaks = []
    for length in lengths:
        report = imported(length)
        label = f"import of {length:,} rows"
        counted = report["created"] + report["updated"] + report["unchanged"] + report["rejected"]
        yield Row.equal(AREA, f"{label}: rows accounted for", counted, length, "rows")
        yield Row.stated(AREA, f"{label}: rejected", report["rejected"], "rows")
        yield Row.stated(AREA, f"{label}: time", report["seconds"], "s")
        yield Row.at_most(AREA, f"{label}: peak memory", report["peak_memory_mb"], MOST_MEMORY_MB, "MB")
        peaks.append(report["peak_memory_mb"])
    yield Row.at_most(
        AREA,
        f"import: memory, {lengths[-1]:,} rows against {lengths[-2]:,}",
        peaks[-1] / peaks[-2],
        GROWTH,
        "times",
    )


def imported(length: int) -> dict[str, Any]:
    """The command's own report."""
    with fresh_database(), tempfile.TemporaryDirectory(prefix="eshop-feed-") as directory:
        feed, described = write_feed(Path(directory), length)
        command = [sys.executable, "manage.py", "import_catalog", str(feed), f"--map={described}", "--json"]
        done = subprocess.run(
            [*command, f"--errors={directory}/rejected.csv"], cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
    return dict(json.loads(done.stdout))
