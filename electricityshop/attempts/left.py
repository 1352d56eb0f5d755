"""Whether something may be tried (again)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Min, Q

from electricityshop.attempts.limits import Limit, TooManyAttempts
from electricityshop.attempts.models import Attempt


def require_attempts_left(limits: Iterable[Limit], now: datetime) -> None:
    """Raise `TooManyAttempts`, with the longest wait, when any of `limits` is used up. One statement."""
    by_key = {limit.key: limit for limit in limits}
    counted = Q(pk__in=[])
    for key, limit in by_key.items():
        counted |= Q(key=key, at__gt=limit.since(now))
    rows = Attempt.objects.filter(counted).values("key").annotate(tries=Count("pk"), oldest=Min("at"))
    waits = [
        by_key[row["key"]].wait(row["oldest"], now) for row in rows if row["tries"] >= by_key[row["key"]].most
    ]
    if waits:
        raise TooManyAttempts(max(waits))
