"""What can be done with an order as it stands."""

from orders.domain.status import OrderStatus, allows
from orders.domain.steps import StepState
from orders.models import FinalizationStep, Order, OrderLine
from payments.queries.payment_of import NoPayment, payment_of

MOVES = {
    "process": OrderStatus.PROCESSING,
    "ship": OrderStatus.SHIPPED,
    "deliver": OrderStatus.DELIVERED,
    "cancel": OrderStatus.CANCELLED,
}


def possible_actions(order_id: int) -> frozenset[str]:
    """Among process, pick_list, ship, deliver, cancel, refund and retry; none for an order that does not exist.

    Six statements.
    """
    row = Order.objects.filter(pk=order_id).values_list("number", "status").first()
    if row is None:
        return frozenset()
    number, status = row
    possible = {name for name, to in MOVES.items() if allows(OrderStatus(status), to)}
    if "ship" in possible:
        possible.add("pick_list")
    if "cancel" in possible and OrderLine.objects.filter(order=order_id, shipped__gt=0).exists():
        possible.remove("cancel")
    if _is_refundable(number):
        possible.add("refund")
    open_steps = FinalizationStep.objects.filter(
        order_id=order_id, state__in=[StepState.DUE, StepState.RUNNING]
    )
    if open_steps.exists():
        possible.add("retry")
    return frozenset(possible)


def _is_refundable(number: str) -> bool:
    try:
        return payment_of(number).refundable > 0
    except NoPayment:
        return False
