"""How an order stands, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from orders.domain.status import OrderStatus
from orders.domain.steps import Step
from orders.queries.orders import OrderView, StepView

STEP_TITLES = {
    Step.PROCESS_PAYMENT: "Payment received",
    Step.UPDATE_INVENTORY: "Goods set aside for you",
    Step.FINALIZE: "Order confirmed",
    Step.SEND_CONFIRMATION: "Confirmation sent",
}
WENT_WELL = {OrderStatus.SHIPPED, OrderStatus.DELIVERED}


@dataclass(frozen=True, slots=True)
class Moment:
    """One dot of the timeline; `state` is done, current, failed, or empty for what is to come."""

    title: str
    state: str
    at: datetime | None = None
    note: str = ""


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
    texts = {
        OrderStatus.PAID: ("Thank you, your payment is here", "We are setting your goods aside."),
        OrderStatus.CONFIRMED: (
            "Your order is confirmed",
            f"We are packing it. When it leaves the house, we write to {order.email}.",
        ),
        OrderStatus.SHIPPED: ("Your order is on its way", "The parcel is with the carrier."),
        OrderStatus.DELIVERED: ("Your order has arrived", "Thank you for ordering with us."),
        OrderStatus.CANCELLED: ("This order was cancelled", _money_back(order)),
        OrderStatus.REFUNDED: ("This order was refunded", f"{order.refunded} went back to you."),
    }
    return Headline(*texts[order.status])


def moments(order: OrderView, *, is_checking: bool = False) -> list[Moment]:
    """The order's way, from placed to delivered or to where it ended."""
    placed = Moment("Order placed", "done", order.placed_at)
    if order.status is OrderStatus.CANCELLED:
        return [placed, *_done(order), *_end(order)]
    steps = list(_steps(order, is_checking=is_checking))
    if order.status is OrderStatus.REFUNDED:
        return [placed, *_done(order), *_end(order)]
    return [placed, *steps, *_travel(order)]


def _unpaid(order: OrderView) -> Headline:
    if order.pay_until <= timezone.now():
        return Headline(
            "The time to pay is over", "The goods go back to the shelf. You can order again any time."
        )
    until = date_format(timezone.localtime(order.pay_until), "H:i")
    return Headline("Waiting for your payment", f"Your goods are reserved until {until}.")


def _money_back(order: OrderView) -> str:
    if order.refunded:
        return f"{order.refunded} went back to you."
    was_paid = any(step.name is Step.PROCESS_PAYMENT and step.state == "done" for step in order.steps)
    return "Your money is on its way back to you." if was_paid else "Nothing is to be paid."


def _steps(order: OrderView, *, is_checking: bool) -> Iterator[Moment]:
    is_next = True
    for step in order.steps:
        if step.state == "done":
            yield _moment(step, order)
            continue
        title = STEP_TITLES[step.name]
        if is_next and step.name is Step.PROCESS_PAYMENT:
            title = "Checking the payment" if is_checking else "Waiting for your payment"
        yield Moment(title, "current" if is_next else "")
        is_next = False


def _done(order: OrderView) -> list[Moment]:
    return [_moment(step, order) for step in order.steps if step.state == "done"]


def _moment(step: StepView, order: OrderView) -> Moment:
    note = f"To {order.email}" if step.name is Step.SEND_CONFIRMATION else ""
    return Moment(STEP_TITLES[step.name], "done", step.completed_at, note)


def _travel(order: OrderView) -> list[Moment]:
    left = [Moment("On its way", "done", parcel.shipped_at, parcel.carrier) for parcel in order.shipments]
    is_there = order.status is OrderStatus.DELIVERED
    arrived = Moment("Delivered", "done" if is_there else "", _at(order, "delivered"))
    return [*(left or [Moment("On its way", "done" if order.status in WENT_WELL else "")]), arrived]


def _end(order: OrderView) -> list[Moment]:
    ended = []
    if order.status is OrderStatus.CANCELLED:
        ended.append(Moment("Order cancelled", "failed", _at(order, "cancelled"), order.cancel_reason))
    if order.refunded:
        ended.append(Moment("Money sent back", "done", _at(order, "refunded"), str(order.refunded)))
    return ended


def _at(order: OrderView, kind: str) -> datetime | None:
    return next((event.at for event in reversed(order.events) if event.kind == kind), None)
