"""The last slow statements, with their plans."""

from dataclasses import dataclass
from datetime import datetime

from electricityshop.monitoring.models import SlowStatement


@dataclass(frozen=True, slots=True)
class SlowOne:
    at: datetime
    scope: str
    fingerprint: str
    text: str
    milliseconds: float
    plan: str


def slow_statements(most: int = 25) -> tuple[SlowOne, ...]:
    """The newest first."""
    rows = SlowStatement.objects.order_by("-at", "-pk")
    return tuple(
        SlowOne(**row)
        for row in rows.values("at", "scope", "fingerprint", "text", "milliseconds", "plan")[:most]
    )
