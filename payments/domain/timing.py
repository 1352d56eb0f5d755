"""How long things last and how often they are looked at. No clock here: `now` is passed in."""

from datetime import datetime, timedelta

SHORTEST_CHECKOUT = timedelta(minutes=32)
"""Stripe wants at least 30 minutes; the rest is for clocks that differ."""
LONGEST_CHECKOUT = timedelta(hours=23, minutes=50)
"""Stripe wants at most 24 hours."""

FIRST_CHECK = timedelta(seconds=60)
LONGEST_CHECK_PAUSE = timedelta(minutes=15)


def checkout_expiry(wanted: datetime, now: datetime) -> datetime:
    """The wanted time, moved to where Stripe accepts it; whole seconds."""
    within = min(max(wanted, now + SHORTEST_CHECKOUT), now + LONGEST_CHECKOUT)
    return within.replace(microsecond=0)


def next_check(created: datetime, now: datetime) -> datetime:
    """After a minute, then less and less often: a fifth of its age, at most a quarter of an hour."""
    return now + min(max((now - created) / 5, FIRST_CHECK), LONGEST_CHECK_PAUSE)
