"""An order as its owner sees it, and the list of a customer's orders."""

from dataclasses import dataclass
from datetime import datetime

from accounts.domain.postal import PostalAddress
from electricityshop.errors import NotFound
from electricityshop.money import Money
from electricityshop.pages import Page, PageRequest
from electricityshop.plain_sql import columns, fetch, instances
from orders.domain.owners import Owner
from orders.domain.pricing import PricedLine, TaxShare, price_order
from orders.domain.returns import RETURNABLE
from orders.domain.status import OrderStatus, allows
from orders.domain.steps import Step
from orders.models import Order, OrderAddress
from orders.models.orders import OrderQuerySet
from orders.queries.parcels import ShipmentView, parcels_of
from orders.queries.returns import ReturnView, return_until, returns_of


class NoSuchOrder(NotFound):
    code = "no_such_order"


@dataclass(frozen=True, slots=True)
class LineView:
    sku: str
    name: str
    sale_unit: str
    quantity: int
    unit_price: Money
    total: Money
    tax_rate: int
    position: int = 0
    shipped: int = 0
    returned: int = 0

    @property
    def left(self) -> int:
        """How much has still to be shipped."""
        return self.quantity - self.shipped

    @property
    def returnable(self) -> int:
        """How much may still be sent back."""
        return self.shipped - self.returned


@dataclass(frozen=True, slots=True)
class StepView:
    name: Step
    state: str
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class EventView:
    kind: str
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything its owner may know of an order."""

    id: int
    number: str
    email: str
    status: OrderStatus
    currency: str
    items_total: Money
    shipping_total: Money
    total: Money
    tax_total: Money
    refunded: Money
    shipping_name: str
    placed_at: datetime
    pay_until: datetime
    cancel_reason: str
    lines: tuple[LineView, ...]
    shipping_address: PostalAddress
    billing_address: PostalAddress
    steps: tuple[StepView, ...]
    events: tuple[EventView, ...]
    shipments: tuple[ShipmentView, ...]
    taxes: tuple[TaxShare, ...]
    returns: tuple[ReturnView, ...] = ()
    return_until: datetime | None = None
    """Until when articles may be sent back; None while nothing may."""

    @property
    def awaits_payment(self) -> bool:
        return self.status is OrderStatus.PENDING

    @property
    def is_under_way(self) -> bool:
        """Paid and not finalized yet, or finalized with its mail still to send: a page shows progress."""
        return self.status is OrderStatus.PAID or (
            self.status is OrderStatus.CONFIRMED and any(step.state != "done" for step in self.steps)
        )

    @property
    def can_be_cancelled(self) -> bool:
        return allows(self.status, OrderStatus.CANCELLED) and not any(line.shipped for line in self.lines)

    def can_be_returned(self, now: datetime) -> bool:
        in_time = self.return_until is not None and now <= self.return_until
        return in_time and any(line.returnable for line in self.lines)


@dataclass(frozen=True, slots=True)
class OrderCard:
    """One line of the order history."""

    number: str
    status: OrderStatus
    placed_at: datetime
    total: Money
    line_count: int
    first_line: str


def order_of(owner: Owner, number: str) -> OrderView:
    """An order of this customer, or of the guest who holds the cart it came from. Raises `NoSuchOrder`."""
    return _view(orders_of(owner).filter(number=number).first())


def order_by_link(number: str) -> OrderView:
    """An order for whoever opened its signed link (check `orders.links.is_signed` first). Raises `NoSuchOrder`."""
    return _view(Order.objects.filter(number=number).first())


def order_for_worker(order_id: int) -> OrderView:
    """An order for the shop's own work: staff pages, documents. Raises `NoSuchOrder`."""
    return _view(Order.objects.filter(pk=order_id).first())


def order_for_mail(order_id: int) -> OrderView:
    """An order as its mails tell of it, without its steps and events. Three statements until something has left.

    Raises `NoSuchOrder`.
    """
    return _view(next(iter(instances(Order, _ORDER, [order_id])), None), with_progress=False)


def order_history(owner: Owner, page: PageRequest) -> Page[OrderCard]:
    """The customer's orders (or those of the guest's cart), newest first. Two statements.

    What stands before the page is passed over in the index; only the page's orders are read.
    """
    [whose, who] = ("user_id", owner.user_id) if owner.user_id is not None else ("cart_token", owner.cart_id)
    if who is None:
        return Page((), 0, page)
    rows = fetch(_HISTORY[whose], [who, page.size, page.offset])
    cards = tuple(
        OrderCard(number, OrderStatus(status), placed_at, Money(total, currency), lines, first)
        for number, status, placed_at, total, currency, lines, first in rows
    )
    return Page(cards, orders_of(owner).count(), page)


def orders_of(owner: Owner) -> OrderQuerySet:
    """The orders of this customer, or of the guest who holds the cart they came from."""
    if owner.user_id is not None:
        return Order.objects.filter(user_id=owner.user_id)
    if owner.cart_id is not None:
        return Order.objects.filter(cart_token=owner.cart_id)
    return Order.objects.none()


_HISTORY = {
    whose: f"""
SELECT o.number, o.status, o.placed_at, o.total, o.currency, lines.count, COALESCE(lines.first, '')
FROM (SELECT id FROM orders_order WHERE {whose} = %s ORDER BY id DESC LIMIT %s OFFSET %s) page
JOIN orders_order o USING (id),
LATERAL (
    SELECT count(*) AS count, max(name) FILTER (WHERE position = 1) AS first FROM orders_orderline WHERE order_id = o.id
) lines
ORDER BY o.id DESC
"""  # noqa: S608  # our own names
    for whose in ("user_id", "cart_token")
}
_ORDER = f"SELECT {columns(Order, 'own')} FROM orders_order own WHERE id = %s"  # noqa: S608  # names of the model
_POSTAL = ("name", "company", "line1", "line2", "city", "region", "postcode", "country", "phone")
_ADDRESSES = f"SELECT kind, {', '.join(_POSTAL)} FROM orders_orderaddress WHERE order_id = %s"  # noqa: S608  # our names
_LINES = """
SELECT sku, name, sale_unit, quantity, unit_price, total, tax_rate, position, shipped, returned
FROM orders_orderline WHERE order_id = %s ORDER BY position
"""
_STEPS = "SELECT name, state, completed_at FROM orders_finalizationstep WHERE order_id = %s ORDER BY position"
_EVENTS = "SELECT kind, message, at FROM orders_orderevent WHERE order_id = %s AND is_public ORDER BY id"


def _view(order: Order | None, *, with_progress: bool = True) -> OrderView:
    if order is None:
        raise NoSuchOrder("There is no such order here. Check the link, or log in.")
    addresses = {kind: _postal(postal) for kind, *postal in fetch(_ADDRESSES, [order.pk])}
    lines = tuple(_line(order.currency, *row) for row in fetch(_LINES, [order.pk]))
    steps = fetch(_STEPS, [order.pk]) if with_progress else []
    events = fetch(_EVENTS, [order.pk]) if with_progress else []
    parcels = parcels_of(order.pk) if any(line.shipped for line in lines) else ()
    return OrderView(
        id=order.pk,
        number=order.number,
        email=order.email,
        status=OrderStatus(order.status),
        currency=order.currency,
        items_total=Money(order.items_total, order.currency),
        shipping_total=Money(order.shipping_total, order.currency),
        total=Money(order.total, order.currency),
        tax_total=Money(order.tax_total, order.currency),
        refunded=Money(order.refunded, order.currency),
        shipping_name=order.shipping_name,
        placed_at=order.placed_at,
        pay_until=order.pay_until,
        cancel_reason=order.cancel_reason,
        lines=lines,
        shipping_address=addresses[OrderAddress.Kind.SHIPPING],
        billing_address=addresses[OrderAddress.Kind.BILLING],
        steps=tuple(StepView(Step(name), state, completed_at) for name, state, completed_at in steps),
        events=tuple(EventView(*event) for event in events),
        shipments=parcels,
        taxes=price_order(
            (PricedLine(line.unit_price.amount, line.quantity, line.tax_rate) for line in lines),
            order.shipping_total,
        ).taxes,
        returns=returns_of(order.pk, order.currency) if parcels else (),
        return_until=return_until(parcels[-1].shipped_at, order.delivered_at)
        if parcels and order.status in RETURNABLE
        else None,
    )


def _line(
    currency: str, sku: str, name: str, sale_unit: str, quantity: int, unit_price: int, total: int, *rest: int
) -> LineView:
    money = (Money(unit_price, currency), Money(total, currency))
    return LineView(sku, name, sale_unit, quantity, *money, *rest)


def _postal(values: list[str]) -> PostalAddress:
    return PostalAddress(**dict(zip(_POSTAL, values, strict=True)))
