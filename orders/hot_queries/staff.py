"""Hot queries of staff: the dashboard, the lists, an order with all that went on behind it."""

from functools import partial

from electricityshop.plans.picking import one, parent
from electricityshop.plans.registry import Ask, Size, hot_query
from electricityshop.plans.staff_lists import staff_list
from orders.models import Document, Order, OrderLine, Return
from orders.queries.open_work import open_work
from orders.queries.staff_order import staff_order

_COUNTED = 1_000_000_000
"""Rows: the pages of these lists are numbered, so all rows are counted, by an index or not."""
_NEWEST = Order.objects.order_by("-pk")


@hot_query(Order, statements=5, indexes=("order_by_status", "return_by_status"), rows_free=10_000)
def work_before_staff(_: Size) -> Ask:
    """How much staff has before them, on the dashboard; it counts what is open."""
    return open_work


@hot_query(Order, statements=17)
def order_of_staff(size: Size) -> Ask:
    """An order's page in the admin."""
    return partial(staff_order, parent(OrderLine.objects.filter(shipped__gt=0), "order_id", size))


@hot_query(Order, statements=3, rows_free=_COUNTED, scanned=("orders_order",))
def staff_orders(_: Size) -> Ask:
    """Staff look at the newest orders."""
    return staff_list(Order)


@hot_query(Order, statements=3, rows_free=2_000)
def staff_orders_to_ship(_: Size) -> Ask:
    """Staff look at the orders to be packed."""
    return staff_list(Order, {"status__exact": "confirmed"})


@hot_query(Order, statements=3, indexes=("order_by_email",))
def staff_orders_by_email(_: Size) -> Ask:
    """Staff look orders up by an e-mail address."""
    return staff_list(Order, {"q": one(_NEWEST.values_list("email", flat=True))})


@hot_query(Order, statements=3, indexes=("orders_order_number_abc9e0f2_like",))
def staff_orders_by_number(_: Size) -> Ask:
    """Staff look orders up by how the number begins."""
    return staff_list(Order, {"q": one(_NEWEST.values_list("number", flat=True)).lower()})


@hot_query(
    Document, statements=3, indexes=("document_newest",), rows_free=_COUNTED, scanned=("orders_document",)
)
def staff_documents(_: Size) -> Ask:
    """Staff look at the newest invoices and credit notes."""
    return staff_list(Document)


@hot_query(Return, statements=3, indexes=("return_by_status",))
def staff_returns_requested(_: Size) -> Ask:
    """Staff look at the returns that were announced."""
    return staff_list(Return, {"status__exact": "requested"})
