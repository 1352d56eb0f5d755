"""Parts of an order's lines: what a parcel takes, what a return brings back. Inside a command that locked the order.

Every writer of the two counters holds the order's lock; the database's CHECKs have the last word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from electricityshop.commands import require_transaction
from electricityshop.errors import Conflict, InvalidInput
from orders.models import Order, OrderLine, Return, ReturnLine, Shipment, ShipmentLine


class UnknownArticle(InvalidInput):
    code = "unknown_article"


class TooMany(Conflict):
    """More than there is to ship, or to send back; `fields` names every article."""

    code = "too_many"


@dataclass(frozen=True, slots=True)
class Portion:
    line: OrderLine
    quantity: int

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line.name}"


def pack(parcel: Shipment, quantities: Mapping[str, int] | None) -> tuple[list[Portion], bool]:
    """Put these quantities (by SKU; None: all that is left) into the parcel; and whether nothing is left then.

    Raises `UnknownArticle` or `TooMany`.
    """
    lines = _lines(parcel.order, quantities)
    left = {sku: line.quantity - line.shipped for sku, line in lines.items()}
    wanted = {sku: amount for sku, amount in left.items() if amount} if quantities is None else quantities
    _require_enough(wanted, left, "{} left to ship.")
    portions = [Portion(lines[sku], quantity) for sku, quantity in wanted.items()]
    for portion in portions:
        portion.line.shipped += portion.quantity
    OrderLine.objects.bulk_update([portion.line for portion in portions], ["shipped"])
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=parcel, order_line=portion.line, quantity=portion.quantity)
        for portion in portions
    )
    return portions, all(line.shipped == line.quantity for line in lines.values())


def announce(announced: Return, quantities: Mapping[str, int]) -> list[Portion]:
    """Set these quantities (by SKU) aside for the return. Raises `UnknownArticle` or `TooMany`."""
    lines = _lines(announced.order, quantities)
    left = {sku: line.shipped - line.returned for sku, line in lines.items()}
    _require_enough(quantities, left, "{} can be sent back.")
    portions = [Portion(lines[sku], quantity) for sku, quantity in quantities.items()]
    for portion in portions:
        portion.line.returned += portion.quantity
    OrderLine.objects.bulk_update([portion.line for portion in portions], ["returned"])
    ReturnLine.objects.bulk_create(
        ReturnLine(order_return=announced, order_line=portion.line, quantity=portion.quantity)
        for portion in portions
    )
    return portions


def let_go(returned: Return) -> None:
    """What was announced and did not come (all of it, when nothing did) may be sent back another time."""
    require_transaction()
    lines = []
    for row in ReturnLine.objects.filter(order_return=returned).select_related("order_line"):
        row.order_line.returned -= row.quantity - row.restocked - row.scrapped
        lines.append(row.order_line)
    OrderLine.objects.bulk_update(lines, ["returned"])


def _lines(order: Order, quantities: Mapping[str, int] | None) -> dict[str, OrderLine]:
    require_transaction()
    lines = {line.sku: line for line in OrderLine.objects.filter(order=order).order_by("position")}
    unknown = [sku for sku in quantities or () if sku not in lines]
    if unknown:
        raise UnknownArticle(
            "This order has no such article.", fields=dict.fromkeys(unknown, "Not in this order.")
        )
    return lines


def _require_enough(wanted: Mapping[str, int], left: Mapping[str, int], message: str) -> None:
    short = {sku: message.format(left[sku]) for sku, quantity in wanted.items() if quantity > left[sku]}
    if short:
        raise TooMany("That is more than there is: " + " ".join(f"{sku}: {text}" for sku, text in short.items()),
                      fields=short)  # fmt: skip
