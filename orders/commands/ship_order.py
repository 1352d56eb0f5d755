"""A parcel left with all or a part of an order: it is written down and the customer told."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from electricityshop.events.outbox import record
from orders import history, mails, portions
from orders.domain.events import OrderShipped
from orders.domain.quantities import check_portions
from orders.domain.status import OrderStatus, require_transition
from orders.models import Order, OrderMail, Shipment
from orders.transitions import locked_order, move


class BadShipment(InvalidInput):
    code = "bad_shipment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipOrder:
    """`quantities` is what is in the parcel (SKU to quantity); None is all that is left.

    The same `key`, when one is given, is the same parcel.
    """

    order_id: int
    carrier: str
    tracking_number: str
    actor: str
    tracking_url: str = ""
    quantities: Mapping[str, int] | None = None
    key: str = ""

    def __post_init__(self) -> None:
        faults = {}
        if not 1 <= len(self.carrier.strip()) <= 80:
            faults["carrier"] = "Name the carrier."
        if len(self.tracking_number) > 80:
            faults["tracking_number"] = "Use at most 80 characters."
        if self.tracking_url and urlsplit(self.tracking_url).scheme not in {"http", "https"}:
            faults["tracking_url"] = "Give a web address."
        if len(self.key) > 40:
            faults["key"] = "Use at most 40 characters."
        if faults:
            raise BadShipment("The shipment is not complete.", fields=faults)
        if self.quantities is not None:
            check_portions(self.quantities)


@command
def ship_order(shipping: ShipOrder) -> None:
    """Write the parcel down; the order is shipped once everything left, being processed until then.

    Raises `IllegalTransition`, `UnknownArticle` or `TooMany`.
    """
    order = locked_order(shipping.order_id)
    if shipping.key and Shipment.objects.filter(order=order, key=shipping.key).exists():
        return
    require_transition(OrderStatus(order.status), OrderStatus.SHIPPED)
    parcel = _parcel(order, shipping)
    packed, is_complete = portions.pack(parcel, shipping.quantities)
    if is_complete:
        move(order, OrderStatus.SHIPPED)
    elif order.status != OrderStatus.PROCESSING:
        move(order, OrderStatus.PROCESSING)
    message = f"Shipped with {parcel}." if is_complete else f"A part was shipped with {parcel}."
    history.write(order.pk, "shipped", _with_contents(order, message, packed), actor=shipping.actor)
    mails.owe(order, OrderMail.Kind.SHIPPED, key=str(parcel.pk))
    record(OrderShipped(order_id=order.pk, number=order.number))


def _parcel(order: Order, shipping: ShipOrder) -> Shipment:
    return Shipment.objects.create(
        order=order,
        key=shipping.key,
        carrier=shipping.carrier.strip(),
        tracking_number=shipping.tracking_number.strip(),
        tracking_url=shipping.tracking_url,
    )


def _with_contents(order: Order, message: str, packed: list[portions.Portion]) -> str:
    """Say what is in the parcel where it is not the only one."""
    if order.shipments.count() == 1 and order.status == OrderStatus.SHIPPED:
        return message
    return f"{message} In it: {', '.join(str(portion) for portion in packed)}."
