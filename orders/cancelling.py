"""Calling an order off, inside a command's transaction: status, steps, stock, mail and the event that moves the money."""

from catalog import stock
from electricityshop.commands import require_transaction
from electricityshop.errors import Conflict
from electricityshop.events.outbox import record
from electricityshop.plain_sql import fetch
from orders import history, mails, steps
from orders.domain.events import OrderCancelled, OrderFailed
from orders.domain.status import OrderStatus
from orders.models import Order, OrderLine, OrderMail
from orders.transitions import move

_SHIPPED = """
SELECT variant_id, shipped FROM orders_orderline WHERE order_id = %s AND variant_id IS NOT NULL
"""


class PartlyShipped(Conflict):
    code = "partly_shipped"


def cancel(order: Order, *, reason: str, actor: str) -> None:
    """Cancel a locked order. Raises `IllegalTransition` or `PartlyShipped` when any of it has left the house."""
    require_transaction()
    was = OrderStatus(order.status)
    move(order, OrderStatus.CANCELLED)
    _require_all_here(order)
    order.cancel_reason = reason[:200]
    order.save(update_fields=["cancel_reason"])
    _free_stock(order)
    history.write(order.pk, "cancelled", f"Order cancelled: {reason}", actor=actor)
    if was is not OrderStatus.PENDING or actor != "shop":
        mails.owe(order, OrderMail.Kind.CANCELLED)
    record(OrderCancelled(order_id=order.pk, number=order.number))


def fail(order: Order) -> None:
    """Give up a locked order that was not paid in time. Raises `IllegalTransition`."""
    require_transaction()
    move(order, OrderStatus.FAILED)
    _free_stock(order)
    history.write(order.pk, "failed", "The order was not paid in time.", actor="shop")
    mails.owe(order, OrderMail.Kind.PAYMENT_FAILED)
    record(OrderFailed(order_id=order.pk, number=order.number))


def close_refunded(order: Order) -> None:
    """All money of a locked order went back: nothing more of it leaves, and what has not is in stock again."""
    require_transaction()
    move(order, OrderStatus.REFUNDED)
    stock.put_back(order.number, gone=dict(fetch(_SHIPPED, [order.pk])))


def _require_all_here(order: Order) -> None:
    if OrderLine.objects.filter(order=order, shipped__gt=0).exists():
        raise PartlyShipped("A part of this order has left already. Send it back when it arrives.")


def _free_stock(order: Order) -> None:
    steps.skip_open(order.pk)
    stock.release(order.number)
    stock.put_back(order.number)
