"""How good the search is: every judged query, asked of a shop that holds the catalogue it was judged in.

`make prove ONLY=search`. The figures are those of `manage.py evaluate_search`; the feeds are those of ../shared/data,
and it says so when they are not there.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.fresh_database import fresh_database
from benchmarks.rows import Row
from benchmarks.search.catalogues import CATALOGUES, PROJECT, can_load, load
from benchmarks.search.needs import HERE

_UNITS = {"queries": "queries", "ndcg": "nDCG@10", "reciprocal_rank": "MRR", "zero_results": "of queries"}


def rows(quick: bool) -> Iterator[Row]:
    """Four rows for each kind of query. It takes seconds, so that `quick` makes no difference."""
    for catalogue in CATALOGUES:
        if can_load(catalogue):
            yield from _rows(catalogue)
        else:
            skipped = "skipped: ../shared/data is not here"
            yield Row("search", f"{catalogue}: judged queries", skipped, None, "", ok=True)


def _rows(catalogue: str) -> Iterator[Row]:
    with fresh_database():
        load(catalogue)
        figures = _evaluated(catalogue)
    unknown = figures["unknown_skus"]
    yield Row.equal("search", f"{catalogue}: judged SKUs that are not in the shop", unknown, 0, "SKUs")
    for kind, measured in [*figures["kinds"].items(), ("all", figures)]:
        for name, unit in _UNITS.items():
            label = name.replace("_", " ")
            yield Row.stated("search", f"{catalogue}, {kind}: {label}", measured[name], unit)


def _evaluated(catalogue: str) -> dict[str, Any]:
    command = [
        sys.executable,
        "manage.py",
        "evaluate_search",
        str(HERE / f"{catalogue}.csv"),
        "--json",
    ]
    done = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))
