"""Which part of the provider's books is compared next. No clock here: `now` is passed in, in the shop's time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(minutes=5)
"""What happened just now has its webhook under way; the next window has it."""
OVERLAP = timedelta(minutes=15)
"""How far a window reaches back into the one before: clocks differ, and lists may lag."""


@dataclass(frozen=True, slots=True)
class Window:
    """From `since` (included) to `until`."""

    since: datetime
    until: datetime
    is_nightly: bool = False


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: every so often what is new, and once a night, from that hour on, a longer stretch again."""

    every: timedelta
    night_hour: int
    night_length: timedelta


def next_window(
    rhythm: Rhythm, now: datetime, last_until: datetime | None, last_night: datetime | None
) -> Window | None:
    """What is due; None when nothing is. `last_night` is the end of the last nightly window; the first one of all is
    as long as those."""
    until = now - GRACE
    tonight = now.replace(hour=rhythm.night_hour, minute=0, second=0, microsecond=0)
    is_night_due = now >= tonight and (last_night is None or last_night < tonight - GRACE)
    if last_until is None or is_night_due:
        return Window(until - rhythm.night_length, until, is_nightly=True)
    return Window(last_until - OVERLAP, until) if until - last_until >= rhythm.every else None
