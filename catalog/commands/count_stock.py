"""Staff counted what is in the warehouse: the stock is what was counted."""

from dataclasses import dataclass

from catalog.domain.stock_take import LARGEST_COUNT
from catalog.stock_take import count
from electricityshop.commands import command
from electricityshop.errors import InvalidInput


class BadCount(InvalidInput):
    code = "bad_count"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountStock:
    """`counted` pieces of a variant; `seen`, when given, is what was on hand while it was counted."""

    variant_id: int
    counted: int
    reason: str
    actor: str
    seen: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.counted <= LARGEST_COUNT:
            raise BadCount(f"Give a count from 0 to {LARGEST_COUNT}.", fields={"counted": "Not possible."})
        if not self.reason.strip() or len(self.reason) > 200:
            raise BadCount("Say why it was counted, in at most 200 characters.",
                           fields={"reason": "Give a reason."})  # fmt: skip


@command
def count_stock(taken: CountStock) -> int:
    """The difference that was booked. Raises `StockPromised` below what is held for orders, and `StockMoved`."""
    return count(
        taken.variant_id, taken.counted, reason=taken.reason.strip(), actor=taken.actor, seen=taken.seen
    )
