"""Rows of past orders: what was agreed, and the parcel in which it left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from electricityshop.plain_sql import SqlRow
from orders.demo.past_orders import PastOrder

ORDER = (
    "id", "number", "user_id", "cart_token", "email", "status", "currency", "items_total", "shipping_total", "total",
    "tax_total", "shipping_code", "shipping_name", "placement_key", "placement_digest", "placed_at", "pay_until",
    "paid_at", "confirmed_at", "delivered_at", "cancelled_at", "cancel_reason", "refunded",
)  # fmt: skip
LINE = (
    "id", "order_id", "position", "variant_id", "sku", "name", "sale_unit", "quantity", "unit_price", "total",
    "tax_rate", "tax", "weight", "shipped",
)  # fmt: skip
ADDRESS = (
    "order_id", "kind", "name", "company", "line1", "line2", "city", "region", "postcode", "country", "phone",
)  # fmt: skip
SHIPMENT = ("id", "order_id", "key", "carrier", "tracking_number", "tracking_url", "shipped_at")
SHIPMENT_LINE = ("shipment_id", "order_line_id", "quantity")

CARRIER = "Generated Parcels"
CANCEL_REASON = "Ordered by mistake."


@dataclass(frozen=True, slots=True)
class Numbered:
    """A past order with the ids of its rows; `shipment_id` is used only when it was shipped."""

    order: PastOrder
    id: int
    line_ids: Sequence[int]
    shipment_id: int
    currency: str

    @property
    def is_paid(self) -> bool:
        return self.order.times.paid_at is not None

    @property
    def is_refunded(self) -> bool:
        return self.order.times.refunded_at is not None

    @property
    def tracking_number(self) -> str:
        return f"GP{self.id:012}"


def order_rows(numbered: Sequence[Numbered]) -> Iterator[SqlRow]:
    for one in numbered:
        order, times, totals = one.order, one.order.times, one.order.totals
        is_cancelled = times.status == "cancelled"
        yield (
            one.id, order.number, order.user_id, order.cart_token, order.email, times.status.value, one.currency,
            totals.items, totals.shipping, totals.total, totals.tax, order.shipping.code, order.shipping.name,
            order.key, order.digest, times.placed_at, times.pay_until, times.paid_at, times.confirmed_at,
            times.delivered_at, times.ended_at if is_cancelled else None, CANCEL_REASON if is_cancelled else "",
            totals.total if one.is_refunded else 0,
        )  # fmt: skip


def line_rows(numbered: Sequence[Numbered]) -> Iterator[SqlRow]:
    for one in numbered:
        is_shipped = one.order.times.shipped_at is not None
        for position, (line_id, (article, line)) in enumerate(
            zip(one.line_ids, one.order.lines, strict=True), start=1
        ):
            yield (
                line_id, one.id, position, article.variant_id, article.sku, article.name, article.sale_unit, line.quantity,
                line.unit_price, line.total, line.tax_rate, line.tax, article.weight,
                line.quantity if is_shipped else 0,
            )  # fmt: skip


def address_rows(numbered: Sequence[Numbered]) -> Iterator[SqlRow]:
    for one in numbered:
        postal = one.order.address
        for kind in ("shipping", "billing"):
            yield (
                one.id, kind, postal.name, postal.company, postal.line1, postal.line2, postal.city, postal.region,
                postal.postcode, postal.country, postal.phone,
            )  # fmt: skip


def shipment_rows(numbered: Sequence[Numbered]) -> Iterator[SqlRow]:
    for one in numbered:
        if at := one.order.times.shipped_at:
            yield one.shipment_id, one.id, "", CARRIER, one.tracking_number, "", at


def shipment_line_rows(numbered: Sequence[Numbered]) -> Iterator[SqlRow]:
    for one in numbered:
        if one.order.times.shipped_at:
            for line_id, (_, line) in zip(one.line_ids, one.order.lines, strict=True):
                yield one.shipment_id, line_id, line.quantity
