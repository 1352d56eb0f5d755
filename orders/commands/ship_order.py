"""The goods left: the parcel is written down and the customer told."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from electricityshop.events.outbox import record
from orders import history, mails
from orders.domain.events import OrderShipped
from orders.domain.status import OrderStatus
from orders.models import OrderMail, Shipment
from orders.transitions import locked_order, move


class BadShipment(InvalidInput):
    code = "bad_shipment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipOrder:
    order_id: int
    carrier: str
    tracking_number: str
    actor: str
    tracking_url: str = ""

    def __post_init__(self) -> None:
        faults = {}
        if not 1 <= len(self.carrier.strip()) <= 80:
            faults["carrier"] = "Name the carrier."
        if len(self.tracking_number) > 80:
            faults["tracking_number"] = "Use at most 80 characters."
        if self.tracking_url and urlsplit(self.tracking_url).scheme not in {"http", "https"}:
            faults["tracking_url"] = "Give a web address."
        if faults:
            raise BadShipment("The shipment is not complete.", fields=faults)


@command
def ship_order(shipping: ShipOrder) -> None:
    """Mark a confirmed order shipped. Raises `IllegalTransition`."""
    order = locked_order(shipping.order_id)
    move(order, OrderStatus.SHIPPED)
    parcel = Shipment.objects.create(
        order=order,
        carrier=shipping.carrier.strip(),
        tracking_number=shipping.tracking_number.strip(),
        tracking_url=shipping.tracking_url,
    )
    history.write(order.pk, "shipped", f"Shipped with {parcel}.", actor=shipping.actor)
    mails.owe(order, OrderMail.Kind.SHIPPED, key=str(parcel.pk))
    record(OrderShipped(order_id=order.pk, number=order.number))
