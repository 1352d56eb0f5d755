"""Moving an order from one status to another, inside a command's transaction."""

from django.utils import timezone

from electricityshop.commands import require_transaction
from orders.domain.status import OrderStatus, require_transition
from orders.models import Order
from orders.queries.orders import NoSuchOrder

STAMPS = {
    OrderStatus.PAID: "paid_at",
    OrderStatus.CONFIRMED: "confirmed_at",
    OrderStatus.CANCELLED: "cancelled_at",
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
    fields = ["status"]
    if stamp := STAMPS.get(to):
        setattr(order, stamp, timezone.now())
        fields.append(stamp)
    order.save(update_fields=fields)
