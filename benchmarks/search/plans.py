"""The query-plan guard over tables of fifty thousand rows: which hot queries keep to their budget, and whether dropping
an index, or asking once for each row, turns it red.

`make prove ONLY=search`. The tests do the same, query by query: tests/electricityshop/plans.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.fresh_database import fresh_database
from benchmarks.rows import Row
from benchmarks.search.catalogues import PROJECT


def rows(quick: bool) -> Iterator[Row]:
    """It takes a minute; smaller tables would tell nothing, so that `quick` makes no difference."""
    with fresh_database():
        told = _told()
    yield Row.stated("search", "plans: hot queries", told["queries"], f"of tables of {told['rows']:,} rows")
    yield Row.stated("search", "plans: statements they send", told["statements"], "at most")
    yield Row.equal(
        "search",
        f"plans: hot queries over their budget {told['not green'] or ''}".strip(),
        len(told["not green"]),
        0,
    )
    yield Row.stated(
        "search", "plans: indexes declared for speed on large tables", told["declared"], "indexes"
    )
    yield Row.stated("search", "plans: indexes on small tables", told["small"], "indexes, of names and slugs")
    yield Row.equal("search", "plans: indexes no hot query claims", len(told["unclaimed"]), 0)
    missed = "plans: indexes whose drop turns all who claim them red"
    yield Row.equal("search", missed, told["missed"], told["declared"], "indexes")
    yield Row.equal(
        "search", "plans: a product's page with a statement for each variant", told["one by one"], "red"
    )


def _told() -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.search.plans_measured"]
    done = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))
