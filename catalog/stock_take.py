"""Writing a count into the ledger, inside a command's transaction."""

from catalog.stock import Kind, book, locked_item, require_promises_kept
from electricityshop.errors import Conflict


class StockMoved(Conflict):
    """Something was booked between counting and writing the count down."""

    code = "stock_moved"


def count(variant_id: int, counted: int, *, reason: str, actor: str, seen: int | None = None) -> int:
    """Set what is on hand to what was counted, by booking the difference, which is returned.

    `seen` is what was on hand when it was counted. Raises `StockMoved` when it is not any more, `StockPromised`
    when fewer were counted than are held. A count that agrees is booked, too: the ledger says that it was made.
    """
    item = locked_item(variant_id)
    if seen is not None and seen != item.on_hand:
        raise StockMoved(
            f"{item.on_hand} are on hand, no longer {seen}: something was booked. Count it again."
        )
    require_promises_kept(item, counted)
    difference = counted - item.on_hand
    book("", Kind.COUNT, {variant_id: (difference, 0)}, reason=reason, actor=actor)
    return difference
