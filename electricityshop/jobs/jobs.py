"""RQ entry points about the jobs themselves."""

from typing import Any

from electricityshop.jobs.alarms import sound_alarms
from electricityshop.jobs.periodic import every


@every(seconds=60)
def watch(**_: Any) -> None:
    """Log what is late."""
    sound_alarms()
