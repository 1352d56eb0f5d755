"""When a parcel arrives, as dates."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DeliveryWindow:
    earliest: date
    latest: date


def delivery_window(today: date, minimum_days: int, maximum_days: int) -> DeliveryWindow:
    """Working days from `today`, which does not count itself."""
    return DeliveryWindow(_after(today, minimum_days), _after(today, maximum_days))


def _after(day: date, working_days: int) -> date:
    while working_days:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            working_days -= 1
    return day
