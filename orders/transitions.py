"""Moving an order or a return from one status to another, inside a command's transaction."""

from django.utils import timezone

from electricityshop.commands import require_transaction
from electricityshop.errors import NotFound
from electricityshop.plain_sql import update
from orders.domain.returns import ReturnStatus, require_return_transition
from orders.domain.status import OrderStatus, require_transition
from orders.models import Order, Return
from orders.queries.orders import NoSuchOrder


class NoSuchReturn(NotFound):
    code = "no_such_return"


STAMPS = {
    OrderStatus.PAID: "paid_at",
    OrderStatus.CONFIRMED: "confirmed_at",
    OrderStatus.DELIVERED: "delivered_at",
    OrderStatus.CANCELLED: "cancelled_at",
}
RETURN_STAMPS = {
    ReturnStatus.RECEIVED: "received_at",
    ReturnStatus.REFUNDED: "closed_at",
    ReturnStatus.REJECTED: "closed_at",
}


def locked_order(order_id: int) -> Order:
    """The order, locked until the command ends. Raises `NoSuchOrder`."""
    require_transaction()
    for order in Order.objects.select_for_update().filter(pk=order_id):
        return order
    raise NoSuchOrder("There is no such order.")


def move(order: Order, to: OrderStatus) -> None:
    """Change the status of a locked order. Raises `IllegalTransition`."""
    require_transaction()
    require_transition(OrderStatus(order.status), to)
    order.status = to
    changed: dict[str, object] = {"status": to.value}
    if stamp := STAMPS.get(to):
        changed[stamp] = timezone.now()
        setattr(order, stamp, changed[stamp])
    update("orders_order", order.pk, changed)


def locked_return(return_id: int) -> Return:
    """The return, its order locked until the command ends: whoever changes either waits there.

    Raises `NoSuchReturn`.
    """
    require_transaction()
    order_id = Return.objects.filter(pk=return_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise NoSuchReturn("There is no such return.")
    locked_order(order_id)
    return Return.objects.select_related("order").get(pk=return_id)


def move_return(returned: Return, to: ReturnStatus, **changes: object) -> None:
    """Change the status of a locked return, and `changes` with it. Raises `IllegalTransition`."""
    require_transaction()
    require_return_transition(ReturnStatus(returned.status), to)
    stamp = RETURN_STAMPS[to]
    for name, value in {"status": to, stamp: timezone.now(), **changes}.items():
        setattr(returned, name, value)
    returned.save(update_fields=["status", stamp, *changes])
