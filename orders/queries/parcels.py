"""The parcels of an order, with what is in each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from orders.models import Shipment, ShipmentLine


@dataclass(frozen=True, slots=True)
class ParcelLine:
    sku: str
    name: str
    sale_unit: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ShipmentView:
    carrier: str
    tracking_number: str
    tracking_url: str
    shipped_at: datetime
    id: int = 0
    lines: tuple[ParcelLine, ...] = ()


def parcels_of(order_id: int) -> tuple[ShipmentView, ...]:
    """Oldest first. Two statements, one while nothing has left."""
    rows = list(
        Shipment.objects.filter(order=order_id)
        .order_by("id")
        .values("id", "carrier", "tracking_number", "tracking_url", "shipped_at")
    )
    lines = _lines(order_id) if rows else {}
    return tuple(ShipmentView(**row, lines=tuple(lines.get(row["id"], ()))) for row in rows)


def _lines(order_id: int) -> dict[int, list[ParcelLine]]:
    rows = (
        ShipmentLine.objects.filter(shipment__order=order_id)
        .order_by("order_line__position")
        .values_list(
            "shipment_id", "order_line__sku", "order_line__name", "order_line__sale_unit", "quantity"
        )
    )
    lines = defaultdict(list)
    for parcel_id, sku, name, sale_unit, quantity in rows:
        lines[parcel_id].append(ParcelLine(sku, name, sale_unit, quantity))
    return lines
