"""Promises nobody keeps or takes back any more."""

from datetime import datetime, timedelta

from catalog.models import StockHold

LAST_WORD = timedelta(days=1)
"""Whoever asked for a hold takes or releases it when it expires; so long after that, the ledger does it itself."""
BATCH = 200


def forgotten_holds(now: datetime) -> list[str]:
    """References with a hold that is open `LAST_WORD` after it expired, longest first. By its index."""
    open_ones = StockHold.objects.filter(state=StockHold.State.OPEN, expires_at__lte=now - LAST_WORD)
    ordered = open_ones.order_by("expires_at").values_list("reference", flat=True)[:BATCH]
    return list(dict.fromkeys(ordered))
