"""A customer or staff cancels an order that has not left the house."""

from dataclasses import dataclass

from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from orders import cancelling
from orders.domain.status import OrderStatus
from orders.transitions import locked_order


class BadReason(InvalidInput):
    code = "bad_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelOrder:
    order_id: int
    reason: str
    actor: str

    def __post_init__(self) -> None:
        if not self.reason.strip() or len(self.reason) > 200:
            raise BadReason("Say why, in at most 200 characters.", fields={"reason": "Give a reason."})


@command
def cancel_order(wish: CancelOrder) -> None:
    """Release the stock and owe the money back. Cancelling twice is cancelling once.

    Raises `IllegalTransition` or `PartlyShipped`.
    """
    order = locked_order(wish.order_id)
    if order.status != OrderStatus.CANCELLED:
        cancelling.cancel(order, reason=wish.reason.strip(), actor=wish.actor)
