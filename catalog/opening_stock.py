"""Opening stock of new variants, in bulk. Part of the transaction that creates them."""

from collections.abc import Mapping
from datetime import datetime

from catalog.models import StockMovement
from electricityshop.plain_sql import copy_rows


def book_opening_stock(quantities: Mapping[int, int], *, actor: str, now: datetime) -> None:
    """A stock item for every variant (variant id to quantity), and a line in the ledger where there is any.

    Raises IntegrityError for a variant that has a stock item: opening stock is booked once.
    """
    if not quantities:
        return
    copy_rows(
        "catalog_stockitem",
        ("variant_id", "on_hand", "held"),
        ((variant, quantity, 0) for variant, quantity in quantities.items()),
    )
    copy_rows(
        "catalog_stockmovement",
        ("variant_id", "kind", "on_hand_change", "held_change", "reference", "reason", "actor", "created_at"),
        (
            (variant, StockMovement.Kind.OPENING.value, quantity, 0, "", "Opening stock", actor[:150], now)
            for variant, quantity in quantities.items()
            if quantity
        ),
    )
