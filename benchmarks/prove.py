"""`make prove`: every proof behind a stated figure. One JSON row each, non-zero exit when a row is not ok. How far it
is, and what took how long, is said on standard error.

`ONLY=checkout` runs one area, `QUICK=1` the sizes that finish in ten minutes in all.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict

from benchmarks import (
    cache_hits,
    cache_memory,
    checkout,
    imports,
    pages,
    redis_faults,
    stampede,
    statement_counting,
    statements,
    uncached,
)
from benchmarks.coherence import proof as coherence
from benchmarks.orders import auditing, duplicates, finalizing, lost_answers, model, oversell, placing
from benchmarks.orders.deaths import proof as deaths
from benchmarks.rows import Row
from benchmarks.search import plans as search_plans
from benchmarks.search import quality as search_quality
from benchmarks.search.scale import importing as scale_importing
from benchmarks.search.scale import proof as scale

Proof = Callable[[bool], Iterator[Row]]
PROOFS: dict[str, tuple[Proof, ...]] = {
    "checkout": (checkout.rows,),
    "statements": (statements.rows, statement_counting.rows),
    "imports": (imports.rows,),
    "pages": (pages.rows,),
    "search": (search_quality.rows, search_plans.rows, scale_importing.rows, scale.rows),
    "caching": (
        coherence.rows, redis_faults.rows, stampede.rows, cache_hits.rows, uncached.rows, cache_memory.rows,
    ),
    "orders": (
        oversell.rows, deaths.rows, duplicates.rows, lost_answers.rows, placing.rows, finalizing.rows, model.rows,
        auditing.rows,
    ),
}  # fmt: skip


def main() -> None:
    quick, only = bool(os.environ.get("QUICK")), os.environ.get("ONLY", "")
    if only and only not in PROOFS:
        sys.exit(f"ONLY={only} is not one of {', '.join(PROOFS)}.")
    failed = 0
    wanted = [proof for area, proofs in PROOFS.items() if only in {"", area} for proof in proofs]
    for place, proof in enumerate(wanted, start=1):
        began = time.monotonic()
        for row in proof(quick):
            print(json.dumps(asdict(row)), flush=True)
            failed += not row.ok
        told = f"{place} of {len(wanted)}, {proof.__module__}: {time.monotonic() - began:.0f} s"
        print(told, file=sys.stderr, flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
