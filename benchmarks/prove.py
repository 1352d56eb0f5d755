"""`make prove`: every proof behind a stated figure. One JSON row each, non-zero exit when a row is not ok.

`ONLY=checkout` runs one area, `QUICK=1` the sizes that finish in ten minutes in all.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict

from benchmarks import checkout, imports, pages, statements, uncached
from benchmarks.rows import Row

PROOFS: dict[str, Callable[[bool], Iterator[Row]]] = {
    "checkout": checkout.rows,
    "statements": statements.rows,
    "imports": imports.rows,
    "pages": pages.rows,
    "caching": uncached.rows,
}


def main() -> None:
    quick, only = bool(os.environ.get("QUICK")), os.environ.get("ONLY", "")
    if only and only not in PROOFS:
        sys.exit(f"ONLY={only} is not one of {', '.join(PROOFS)}.")
    failed = 0
    for area, proof in PROOFS.items():
        if only in {"", area}:
            for row in proof(quick):
                print(json.dumps(asdict(row)), flush=True)
                failed += not row.ok
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
