"""RQ entry points of the cache."""

from typing import Any

from electricityshop.caching.relay import relay_touches
from electricityshop.jobs.periodic import every


@every(seconds=5)
def sweep_touches(**_: Any) -> None:
    """Tell Redis what no relay has told it."""
    relay_touches()
