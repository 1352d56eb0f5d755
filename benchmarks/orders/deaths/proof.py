"""Whatever dies while orders are being finalized, each is finalized once: with real processes, killed on purpose.

`python -m benchmarks.orders.deaths.proof` (QUICK=1 for a shorter run). Then the same with a sabotaged shop, which must be
noticed: a proof that cannot fail proves nothing.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict

from benchmarks.orders.deaths import database_dies, kill_points, queue_dies, random_kills, sabotage
from benchmarks.orders.deaths.shop import running_shop
from benchmarks.rows import Row

PARTS = (kill_points, random_kills, queue_dies, database_dies)


def rows(quick: bool) -> Iterator[Row]:
    with running_shop() as shop:
        for part in PARTS:
            yield from part.rows(shop, quick)
        yield from sabotage.rows(shop)


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything it started ends with it
    failed = 0
    for row in rows(bool(os.environ.get("QUICK"))):
        print(json.dumps(asdict(row)), flush=True)
        failed += not row.ok
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
