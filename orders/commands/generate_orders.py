"""Write past orders in bulk, with everything that the shop would have written on their way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from catalog.past_sales import PastSale, book_past_sales
from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from electricityshop.plain_sql import copy_rows, fetch, next_ids
from orders.demo import document_rows as papers
from orders.demo import order_rows as agreed
from orders.demo import progress_rows as progress
from orders.demo.order_rows import Numbered
from orders.demo.past_orders import PastOrder
from orders.documents import seller
from payments.past_payments import PastPayment, write_past_payments

ACTOR = "generate_orders"
_NUMBERS = """
INSERT INTO orders_documentseries AS series (kind, year, last) VALUES (%(kind)s, %(year)s, %(count)s)
ON CONFLICT (kind, year) DO UPDATE SET last = series.last + %(count)s
RETURNING last
"""


class NothingToGenerate(InvalidInput):
    code = "nothing_to_generate"


@dataclass(frozen=True, slots=True)
class GenerateOrders:
    orders: tuple[PastOrder, ...]

    def __post_init__(self) -> None:
        if not self.orders:
            raise NothingToGenerate("Give at least one order.")


@command
def generate_orders(batch: GenerateOrders) -> int:
    """How many lines were written. Raises IntegrityError for an order that exists.

    Nothing is recorded in the outbox or in the inbox of webhooks: those forget what everybody has had.
    """
    numbered = tuple(_numbered(batch.orders))
    copy_rows("orders_order", agreed.ORDER, agreed.order_rows(numbered))
    copy_rows("orders_orderline", agreed.LINE, agreed.line_rows(numbered))
    copy_rows("orders_orderaddress", agreed.ADDRESS, agreed.address_rows(numbered))
    copy_rows("orders_shipment", agreed.SHIPMENT, agreed.shipment_rows(numbered))
    copy_rows("orders_shipmentline", agreed.SHIPMENT_LINE, agreed.shipment_line_rows(numbered))
    copy_rows("orders_finalizationstep", progress.STEP, progress.step_rows(numbered))
    copy_rows("orders_orderevent", progress.EVENT, progress.event_rows(numbered))
    domain = settings.SHOP_MAIL_FROM.rpartition("@")[2].rstrip(">")
    copy_rows("orders_ordermail", progress.MAIL, progress.mail_rows(numbered, domain))
    write_past_payments(map(_payment, numbered))
    book_past_sales([_sale(order) for order in batch.orders], actor=ACTOR)
    _issue_documents(numbered)
    return sum(len(order.lines) for order in batch.orders)


def _numbered(orders: Sequence[PastOrder]) -> Iterator[Numbered]:
    ids = next_ids("orders_order", len(orders))
    line_ids = iter(next_ids("orders_orderline", sum(len(order.lines) for order in orders)))
    shipment_ids = iter(
        next_ids("orders_shipment", sum(order.times.shipped_at is not None for order in orders))
    )
    for order, order_id in zip(orders, ids, strict=True):
        yield Numbered(
            order=order,
            id=order_id,
            line_ids=[next(line_ids) for _ in order.lines],
            shipment_id=next(shipment_ids) if order.times.shipped_at else 0,
            currency=settings.SHOP_CURRENCY,
        )


def _payment(one: Numbered) -> PastPayment:
    order, times = one.order, one.order.times
    return PastPayment(
        id=order.payment_id,
        instrument_id=order.instrument_id,
        refund_id=order.refund_id,
        reference=order.number,
        amount=order.totals.total,
        currency=one.currency,
        email=order.email,
        opened_at=times.placed_at,
        expires_at=times.pay_until,
        succeeded_at=times.paid_at,
        refunded_at=times.refunded_at,
        refund_key=progress.refund_key(one),
        refund_reason="Order called off" if times.ended_at else "Sent back",
    )


def _sale(order: PastOrder) -> PastSale:
    times = order.times
    return PastSale(
        reference=order.number,
        quantities={article.variant_id: line.quantity for article, line in order.lines},
        held_at=times.placed_at,
        expires_at=times.pay_until,
        taken_at=times.confirmed_at,
        called_off_at=times.ended_at,
    )


def _issue_documents(numbered: Sequence[Numbered]) -> None:
    """The last thing in the transaction: whoever issues waits for it."""
    due = papers.issues(numbered)
    ids = next_ids("orders_document", len(due))
    last = {
        (kind, year): _reserved(kind.value, year, count) - count
        for (kind, year), count in sorted(papers.how_many(due).items())
    }
    copy_rows("orders_document", papers.DOCUMENT, papers.document_rows(due, ids, last, seller()))


def _reserved(kind: str, year: int, count: int) -> int:
    """The last of `count` more numbers of a series."""
    [[last]] = fetch(_NUMBERS, {"kind": kind, "year": year, "count": count})
    return int(last)
