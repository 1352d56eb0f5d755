"""RQ entry points of the cache."""

from contextlib import suppress
from typing import Any

from electricityshop.caching.connection import Away
from electricityshop.caching.relay import relay_touches
from electricityshop.caching.warming import warm_if_forgotten
from electricityshop.jobs.periodic import every


@every(seconds=5)
def sweep_touches(**_: Any) -> None:
    """Tell Redis what no relay has told it."""
    with suppress(Away):  # the next sweep comes soon
        relay_touches()


@every(seconds=10)
def warm_pages(**_: Any) -> None:
    """Build the busiest pages again after an import, a purge or a flush."""
    with suppress(Away):
        warm_if_forgotten()
