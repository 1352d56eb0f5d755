"""An order as its owner sees it, and the list of a customer's orders."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from accounts.domain.postal import PostalAddress
from electricityshop.errors import NotFound
from electricityshop.money import Money
from electricityshop.pages import Page, PageRequest
from orders.domain.owners import Owner
from orders.domain.pricing import PricedLine, TaxShare, price_order
from orders.domain.returns import RETURNABLE
from orders.domain.status import OrderStatus, allows
from orders.domain.steps import Step
from orders.models import FinalizationStep, Order, OrderAddress, OrderEvent, OrderLine
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
    return _view(Order.objects.filter(pk=order_id).first(), with_progress=False)


def order_history(owner: Owner, page: PageRequest) -> Page[OrderCard]:
    """The customer's orders (or those of the guest's cart), newest first. Two statements."""
    owned = orders_of(owner)
    rows = (
        owned.order_by("-id")
        .annotate(line_count=Count("lines"))
        .values("number", "status", "placed_at", "total", "currency", "line_count", "pk")[
            page.offset : page.offset + page.size
        ]
    )
    found = list(rows)
    first_lines = dict(
        OrderLine.objects.filter(order__in=[row["pk"] for row in found], position=1).values_list(
            "order_id", "name"
        )
    )
    cards = tuple(
        OrderCard(
            row["number"], OrderStatus(row["status"]), row["placed_at"], Money(row["total"], row["currency"]),
            row["line_count"], first_lines.get(row["pk"], ""),
        )
        for row in found
    )  # fmt: skip
    return Page(cards, owned.count(), page)


def orders_of(owner: Owner) -> OrderQuerySet:
    """The orders of this customer, or of the guest who holds the cart they came from."""
    if owner.user_id is not None:
        return Order.objects.filter(user_id=owner.user_id)
    if owner.cart_id is not None:
        return Order.objects.filter(cart_token=owner.cart_id)
    return Order.objects.none()


def _view(order: Order | None, *, with_progress: bool = True) -> OrderView:
    if order is None:
        raise NoSuchOrder("There is no such order here. Check the link, or log in.")
    addresses = {address.kind: _postal(address) for address in OrderAddress.objects.filter(order=order)}
    lines = list(OrderLine.objects.filter(order=order).order_by("position"))
    parcels = parcels_of(order.pk) if with_progress or any(line.shipped for line in lines) else ()
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
        lines=tuple(_line(line, order.currency) for line in lines),
        shipping_address=addresses[OrderAddress.Kind.SHIPPING],
        billing_address=addresses[OrderAddress.Kind.BILLING],
        steps=_steps(order) if with_progress else (),
        events=_events(order) if with_progress else (),
        shipments=parcels,
        taxes=price_order(
            (PricedLine(line.unit_price, line.quantity, line.tax_rate) for line in lines),
            order.shipping_total,
        ).taxes,
        returns=returns_of(order.pk, order.currency) if parcels else (),
        return_until=return_until(parcels[-1].shipped_at, order.delivered_at)
        if parcels and order.status in RETURNABLE
        else None,
    )


def _steps(order: Order) -> tuple[StepView, ...]:
    steps = FinalizationStep.objects.filter(order=order).order_by("position")
    return tuple(StepView(Step(step.name), step.state, step.completed_at) for step in steps)


def _events(order: Order) -> tuple[EventView, ...]:
    events = OrderEvent.objects.filter(order=order, is_public=True).order_by("id")
    return tuple(EventView(event.kind, event.message, event.at) for event in events)


def _line(line: OrderLine, currency: str) -> LineView:
    return LineView(
        line.sku, line.name, line.sale_unit, line.quantity, Money(line.unit_price, currency),
        Money(line.total, currency), line.tax_rate, line.position, line.shipped, line.returned,
    )  # fmt: skip


def _postal(address: OrderAddress) -> PostalAddress:
    return PostalAddress(
        name=address.name, company=address.company, line1=address.line1, line2=address.line2, city=address.city,
        region=address.region, postcode=address.postcode, country=str(address.country.code), phone=address.phone,
    )  # fmt: skip
