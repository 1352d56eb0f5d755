"""Cancelling an order, inside a command's transaction: status, steps, stock, mail and the event that moves the money."""

from catalog import stock
from electricityshop.commands import require_transaction
from electricityshop.events.outbox import record
from orders import history, mails, steps
from orders.domain.events import OrderCancelled
from orders.domain.status import OrderStatus
from orders.models import Order, OrderMail
from orders.transitions import move


def cancel(order: Order, *, reason: str, actor: str) -> None:
    """Cancel a locked order. Raises `IllegalTransition` when it has left the house."""
    require_transaction()
    was = OrderStatus(order.status)
    move(order, OrderStatus.CANCELLED)
    order.cancel_reason = reason[:200]
    order.save(update_fields=["cancel_reason"])
    steps.skip_open(order.pk)
    stock.release(order.number)
    stock.put_back(order.number)
    history.write(order.pk, "cancelled", f"Order cancelled: {reason}", actor=actor)
    if was is not OrderStatus.PENDING or actor != "shop":
        mails.owe(order, OrderMail.Kind.CANCELLED)
    record(OrderCancelled(order_id=order.pk, number=order.number))
