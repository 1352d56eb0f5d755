"""What staff do with a return."""

from orders.commands.refund_return import (
    RefundReturn,
    refund_return,
)
from orders.commands.reject_return import RejectReturn, reject_return
from orders.models import OrderLine, Return


def counts() -> tuple[int, int]:
    """(shipped, returned) of the only line."""
    return OrderLine.objects.values_list("shipped", "returned").get()


def refund(returned: Return, **changes: object) -> None:
    refund_return(RefundReturn(**{"return_id": returned.pk, "actor": "staff:1"} | changes))


def reject(returned: Return, reason: str = "Not ours.") -> None:
    reject_return(RejectReturn(return_id=returned.pk, reason=reason, actor="staff:1"))
