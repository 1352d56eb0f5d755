"""The shop beside a plain model of it, through thousands of random steps (`tests/orders/model`)."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.rows import Row
from electricityshop.embedded.environment import ROOT

STEPS, QUICK_STEPS = 10_000, 500


def rows(quick: bool) -> Iterator[Row]:
    """A process with servers of its own. On a violation its last words are the steps that lead there."""
    wanted = QUICK_STEPS if quick else STEPS
    with tempfile.TemporaryDirectory(prefix="eshop-model-") as directory:
        report = Path(directory) / "report.json"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            "tests/orders/test_model.py",
        ]
        environment = os.environ | {"MODEL_STEPS": str(wanted), "MODEL_REPORT": str(report)}
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
        told: dict[str, Any] = json.loads(report.read_text()) if report.exists() else {}
    if done.returncode:
        sys.stderr.write(done.stdout[-6_000:])
    steps = told.get("steps", 0)
    yield Row("orders", "model: steps", steps, wanted, "steps", steps >= wanted)
    yield Row.equal("orders", "model: violations", int(done.returncode != 0), 0, "violations")
    for end, number in sorted(told.get("reached", {}).items()):
        yield Row.stated("orders", f"model: {end}", number, "orders")


def main() -> None:
    """`make model`: the long run by itself; `QUICK=1` for a short one."""
    found = list(rows(bool(os.environ.get("QUICK"))))
    for row in found:
        print(f"{row.value:>8} {row.unit:12} {row.name}")
    sys.exit(0 if all(row.ok for row in found) else 1)


if __name__ == "__main__":
    main()
