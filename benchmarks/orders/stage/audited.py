"""The last row of a proof: the auditor finds nothing, once what is under way had its time."""

import json
import subprocess
import sys
import time

from benchmarks.orders.stage.shop import AREA, Shop
from benchmarks.rows import Row
from electricityshop.embedded.environment import ROOT

WITHIN_SECONDS = 90.0
UNDER_WAY_SECONDS = "5"
"""How old something may be that is not done yet; the auditor's own default is for shops that run for years."""


def audited(of: Shop, proof: str) -> Row:
    """A row that is ok when `manage.py audit_orders` finds nothing before `WITHIN_SECONDS` are over."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while (broken := broken_promises(of)) and time.monotonic() < deadline:
        time.sleep(1)
    return Row.equal(AREA, f"{proof}: audit_orders finds", broken, {})


def broken_promises(of: Shop) -> dict[str, int]:
    """Name of the check to how many rows break its promise just now."""
    done = subprocess.run(
        [sys.executable, "manage.py", "audit_orders", "--json", "--older-than", UNDER_WAY_SECONDS],
        cwd=ROOT, env=of.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if not done.stdout.strip():
        raise RuntimeError(done.stderr)
    return {found["name"]: found["count"] for found in json.loads(done.stdout) if found["count"]}
