"""Hot queries of customers who look at their orders."""

from functools import partial

from electricityshop.pages import PageRequest
from electricityshop.plans.picking import one, parent
from electricityshop.plans.registry import Ask, Size, hot_query
from orders.domain.owners import Owner
from orders.models import Document, Order, OrderLine, Return
from orders.queries.documents import documents_of
from orders.queries.orders import order_by_link, order_for_worker, order_history, order_of
from orders.queries.payable import payable_order

_SHIPPED = OrderLine.objects.filter(shipped__gt=0)


def _page(size: Size) -> PageRequest:
    return PageRequest(size=24 if size is Size.MANY else 3)


@hot_query(Order, statements=3, indexes=("order_of_user",))
def history_of_customer(size: Size) -> Ask:
    """A customer's orders, newest first."""
    return partial(
        order_history, Owner(user_id=parent(Order.objects.all(), "user_id", Size.MANY)), _page(size)
    )


@hot_query(Order, statements=3, indexes=("order_of_cart",))
def history_of_guest(_: Size) -> Ask:
    """The orders that came from a guest's cart."""
    cart = one(Order.objects.exclude(cart_token=None).order_by("-pk").values_list("cart_token", flat=True))
    return partial(order_history, Owner(cart_id=cart), PageRequest())


@hot_query(Order, statements=10, indexes=("event_of_order", "shipment_of_order"))
def order_with_lines(size: Size) -> Ask:
    """An order's page, of one line or of many, with its parcels and returns."""
    order = parent(_SHIPPED, "order_id", size)
    return partial(order_by_link, one(Order.objects.filter(pk=order).values_list("number", flat=True)))


@hot_query(Order, statements=10)
def order_of_customer(_: Size) -> Ask:
    """An order's page, for who placed it."""
    newest = Order.objects.exclude(user=None).order_by("-pk").values_list("user_id", "number")
    user, number = one(newest)
    return partial(order_of, Owner(user_id=user), number)


@hot_query(Order, statements=1)
def order_to_pay(_: Size) -> Ask:
    """What paying for an order takes."""
    user, number = one(Order.objects.exclude(user=None).order_by("-pk").values_list("user_id", "number"))
    return partial(payable_order, Owner(user_id=user), number)


@hot_query(Document, statements=1)
def documents_of_order(_: Size) -> Ask:
    """The invoice and the credit notes of an order."""
    order = order_for_worker(one(Document.objects.order_by("-pk").values_list("order", flat=True)))
    return partial(documents_of, order)


@hot_query(Return, statements=10)
def order_with_return(_: Size) -> Ask:
    """An order's page when something came back."""
    return partial(order_for_worker, one(Return.objects.order_by("-pk").values_list("order", flat=True)))
