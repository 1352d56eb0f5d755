"""The order's history, written in the transaction of what happened."""

from electricityshop.commands import require_transaction
from orders.models import OrderEvent


def write(order_id: int, kind: str, message: str, *, actor: str = "", is_public: bool = True) -> None:
    """One line: a short message as staff (and, if public, the customer) read it."""
    require_transaction()
    OrderEvent.objects.create(
        order_id=order_id, kind=kind, message=message[:300], actor=actor, is_public=is_public
    )
