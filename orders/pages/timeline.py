"""The way of an order as dots on a line: what happened, where it stands, what is to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from orders.domain.returns import ReturnStatus
from orders.domain.status import OrderStatus
from orders.domain.steps import Step
from orders.queries.orders import OrderView, StepView
from orders.queries.parcels import ShipmentView
from orders.queries.returns import ReturnView

STEP_TITLES = {
    Step.PROCESS_PAYMENT: "Payment received",
    Step.UPDATE_INVENTORY: "Goods set aside for you",
    Step.FINALIZE: "Order confirmed",
    Step.SEND_CONFIRMATION: "Confirmation sent",
}
MILESTONES = {Step.PROCESS_PAYMENT, Step.FINALIZE}
"""The steps that still matter once the goods are on their way."""
ENDED = {OrderStatus.CANCELLED, OrderStatus.FAILED, OrderStatus.REFUNDED}
TRAVELS = {OrderStatus.PROCESSING, OrderStatus.SHIPPED, OrderStatus.DELIVERED}
GONE = {OrderStatus.SHIPPED, OrderStatus.DELIVERED}


@dataclass(frozen=True, slots=True)
class Moment:
    """One dot; `state` is done, current, failed, or empty for what is to come. `url` leads to the parcel."""

    title: str
    state: str
    at: datetime | None = None
    note: str = ""
    url: str = ""


def moments(order: OrderView, *, is_checking: bool = False) -> list[Moment]:
    """From placed to delivered or to where it ended, with what came back."""
    placed = Moment("Order placed", "done", order.placed_at)
    if order.status in ENDED:
        return [placed, *_done(order), *_parcels(order), *_end(order), *_back(order)]
    if order.status in TRAVELS:
        milestones = (step for step in order.steps if step.state == "done" and step.name in MILESTONES)
        return [placed, *(_step(step, order) for step in milestones), *_travel(order), *_back(order)]
    return [placed, *_steps(order, is_checking=is_checking), *_travel(order), *_back(order)]


def _steps(order: OrderView, *, is_checking: bool) -> Iterator[Moment]:
    is_next = True
    for step in order.steps:
        if step.state == "done":
            yield _step(step, order)
            continue
        title = STEP_TITLES[step.name]
        if is_next and step.name is Step.PROCESS_PAYMENT:
            title = "Checking the payment" if is_checking else "Waiting for your payment"
        yield Moment(title, "current" if is_next else "")
        is_next = False


def _done(order: OrderView) -> list[Moment]:
    return [_step(step, order) for step in order.steps if step.state == "done"]


def _step(step: StepView, order: OrderView) -> Moment:
    note = f"To {order.email}" if step.name is Step.SEND_CONFIRMATION else ""
    return Moment(STEP_TITLES[step.name], "done", step.completed_at, note)


def _travel(order: OrderView) -> list[Moment]:
    has_arrived = order.status is OrderStatus.DELIVERED
    coming = [] if order.status in GONE else [Moment(_next_parcel(order), "")]
    return [
        *_whole_packing(order),
        *_parcels(order),
        *_rest_packing(order),
        *coming,
        Moment("Delivered", "done" if has_arrived else "", _at(order, "delivered")),
    ]


def _whole_packing(order: OrderView) -> Iterator[Moment]:
    at = _at(order, "processing")
    if order.status in GONE or order.shipments:
        if at:
            yield Moment("Packing began", "done", at)
    else:
        yield Moment("Being packed", "current" if order.status is OrderStatus.PROCESSING else "", at)


def _rest_packing(order: OrderView) -> Iterator[Moment]:
    if order.status is OrderStatus.PROCESSING and order.shipments:
        yield Moment("The rest is being packed", "current")


def _next_parcel(order: OrderView) -> str:
    return "The rest on its way" if order.shipments else "On its way"


def _parcels(order: OrderView) -> Iterator[Moment]:
    total = len(order.shipments)
    for position, parcel in enumerate(order.shipments, start=1):
        title = "On its way" if total == 1 and order.status in GONE else f"Parcel {position} on its way"
        yield Moment(
            title, "done", parcel.shipped_at, _contents(parcel, is_only=total == 1), parcel.tracking_url
        )


def _contents(parcel: ShipmentView, *, is_only: bool) -> str:
    who = f"{parcel.carrier} {parcel.tracking_number}".strip()
    if is_only or not parcel.lines:
        return who
    more = f" and {len(parcel.lines) - 1} more" if len(parcel.lines) > 1 else ""
    return f"{who}: {parcel.lines[0].quantity} × {parcel.lines[0].name}{more}"


def _end(order: OrderView) -> Iterator[Moment]:
    if order.status is OrderStatus.CANCELLED:
        yield Moment("Order cancelled", "failed", _at(order, "cancelled"), order.cancel_reason)
    if order.status is OrderStatus.FAILED:
        yield Moment("Not paid in time", "failed", _at(order, "failed"))


def _back(order: OrderView) -> list[Moment]:
    """What came back and what was paid back, in the order it happened."""
    refunds = [Moment("Money sent back", "done", event.at, event.message) for event in order.events
               if event.kind == "refunded"]  # fmt: skip
    happened = [moment for one in order.returns for moment in _return(one)]
    return sorted([*happened, *refunds], key=lambda moment: (moment.at is None, moment.at))


def _return(one: ReturnView) -> Iterator[Moment]:
    waits = one.status is ReturnStatus.REQUESTED
    yield Moment("Return announced", "current" if waits else "done", one.requested_at, one.number)
    if one.received_at:
        yield Moment("Return arrived", "done", one.received_at, one.number)
    if one.status is ReturnStatus.REJECTED:
        yield Moment("Return not accepted", "failed", one.closed_at, f"{one.number}: {one.reject_reason}")


def _at(order: OrderView, kind: str) -> datetime | None:
    return next((event.at for event in reversed(order.events) if event.kind == kind), None)
