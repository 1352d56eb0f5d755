"""Staff correct the stock of a variant, with a reason that stays in the ledger."""

from dataclasses import dataclass

from catalog import stock
from electricityshop.commands import command
from electricityshop.errors import InvalidInput

LARGEST_CHANGE = 1_000_000


class BadAdjustment(InvalidInput):
    code = "bad_adjustment"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustStock:
    """`change` pieces more (or fewer, if negative) of a variant."""

    variant_id: int
    change: int
    reason: str
    actor: str

    def __post_init__(self) -> None:
        if self.change == 0 or abs(self.change) > LARGEST_CHANGE:
            raise BadAdjustment(f"Give a change between 1 and {LARGEST_CHANGE}, up or down.",
                                fields={"change": "Not a possible change."})  # fmt: skip
        if not self.reason.strip() or len(self.reason) > 200:
            raise BadAdjustment("Say why the stock changes, in at most 200 characters.",
                                fields={"reason": "Give a reason."})  # fmt: skip


@command
def adjust_stock(adjustment: AdjustStock) -> None:
    """Book the adjustment. Raises `StockPromised` when fewer would be left than are held for orders."""
    stock.adjust(
        adjustment.variant_id, adjustment.change, reason=adjustment.reason.strip(), actor=adjustment.actor
    )
