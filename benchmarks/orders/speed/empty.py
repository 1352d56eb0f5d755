"""The least a job can do, to compare the shop's jobs with."""

from typing import Any


def nothing(**_: Any) -> None:
    """What is measured is what RQ does around it."""
