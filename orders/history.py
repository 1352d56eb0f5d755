"""The order's history, written in the transaction of what happened."""

from django.utils import timezone

from electricityshop.commands import require_transaction
from electricityshop.plain_sql import insert


def write(order_id: int, kind: str, message: str, *, actor: str = "", is_public: bool = True) -> None:
    """One line: a short message as staff (and, if public, the customer) read it."""
    require_transaction()
    row = {"order_id": order_id, "kind": kind, "message": message[:300], "actor": actor}
    insert("orders_orderevent", [row | {"is_public": is_public, "at": timezone.now()}])
