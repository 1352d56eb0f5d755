"""How an order stands, in plain words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from orders.domain.status import OrderStatus
from orders.domain.steps import Step
from orders.queries.orders import OrderView


@dataclass(frozen=True, slots=True)
class Headline:
    title: str
    text: str


def headline(order: OrderView, *, is_checking: bool = False) -> Headline:
    """The order's state, and what happens next."""
    if is_checking:
        return Headline(
            "We are checking your payment", "This takes a few seconds. Nothing more is to be done."
        )
    if order.awaits_payment:
        return _unpaid(order)
    if order.status is OrderStatus.PROCESSING and order.shipments:
        return Headline(
            "A part of your order is on its way",
            f"When the rest leaves the house, we write to {order.email}.",
        )
    texts = {
        OrderStatus.PAID: ("Thank you, your payment is here", "We are setting your goods aside."),
        OrderStatus.CONFIRMED: (
            "Your order is confirmed",
            f"We are packing it. When it leaves the house, we write to {order.email}.",
        ),
        OrderStatus.PROCESSING: (
            "Your order is being packed",
            f"When it leaves the house, we write to {order.email}.",
        ),
        OrderStatus.SHIPPED: ("Your order is on its way", _travelling(order)),
        OrderStatus.DELIVERED: ("Your order has arrived", "Thank you for ordering with us."),
        OrderStatus.CANCELLED: ("This order was cancelled", _money_back(order)),
        OrderStatus.REFUNDED: ("This order was refunded", f"{order.refunded} went back to you."),
        OrderStatus.FAILED: (
            "This order was not paid in time",
            f"The goods are back on the shelf; you can order again any time. {_money_back(order)}",
        ),
    }
    return Headline(*texts[order.status])


def _unpaid(order: OrderView) -> Headline:
    if order.pay_until <= timezone.now():
        return Headline(
            "The time to pay is over", "The goods go back to the shelf. You can order again any time."
        )
    until = date_format(timezone.localtime(order.pay_until), "H:i")
    return Headline("Waiting for your payment", f"Your goods are reserved until {until}.")


def _travelling(order: OrderView) -> str:
    parcels = len(order.shipments)
    return (
        f"All {parcels} parcels are with the carrier." if parcels > 1 else "The parcel is with the carrier."
    )


def _money_back(order: OrderView) -> str:
    if order.refunded:
        return f"{order.refunded} went back to you."
    was_paid = any(step.name is Step.PROCESS_PAYMENT and step.state == "done" for step in order.steps)
    return "Your money is on its way back to you." if was_paid else "Nothing is to be paid."
