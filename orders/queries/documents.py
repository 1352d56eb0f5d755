"""The invoices and credit notes of an order, and one of them whole.

Owners are checked where the order is found: whoever has its `OrderView` may have its documents.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime

from electricityshop.errors import NotFound
from electricityshop.money import Money
from electricityshop.plain_sql import fetch
from orders.domain.documents import TITLES, DocumentKind, Seller
from orders.domain.pricing import TaxShare
from orders.models import Document
from orders.queries.orders import OrderView

CARD = ("pk", "number", "kind", "issued_at", "gross", "currency")
_WHOLE = """
SELECT document.number, document.kind, document.issued_at, document.supplied_on, document.gross, document.tax,
    document.currency, document.taxes, document.seller, coalesce(invoice.number, ''), invoice.issued_at
FROM orders_document document LEFT JOIN orders_document invoice ON invoice.id = document.invoice_id
WHERE document.order_id = %s
"""


class NoSuchDocument(NotFound):
    code = "no_such_document"


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """One line of the list."""

    id: int
    number: str
    kind: DocumentKind
    issued_at: datetime
    gross: Money

    @property
    def title(self) -> str:
        return TITLES[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """All that stands on it. `invoice_number` and its date are those a credit note takes back."""

    number: str
    kind: DocumentKind
    issued_at: datetime
    supplied_on: date
    gross: Money
    tax: Money
    taxes: tuple[TaxShare, ...]
    seller: Seller
    order: OrderView
    invoice_number: str = ""
    invoice_issued_at: datetime | None = None

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    @property
    def filename(self) -> str:
        return f"{self.number}.pdf"


def documents_of(order: OrderView) -> tuple[DocumentCard, ...]:
    """In the order they were issued. One statement."""
    rows = Document.objects.filter(order=order.id).order_by("id").values_list(*CARD)
    return tuple(
        DocumentCard(pk, number, DocumentKind(kind), issued_at, Money(gross, currency))
        for pk, number, kind, issued_at, gross, currency in rows
    )


def document_of(order: OrderView, number: str) -> DocumentView:
    """One statement. Raises `NoSuchDocument`."""
    for row in fetch(f"{_WHOLE} AND document.number = %s", [order.id, number]):
        return _view(order, *row)
    raise NoSuchDocument("This order has no such document.")


def document_of_mail(order: OrderView, kind: DocumentKind, key: str = "") -> DocumentView | None:
    """The document a mail brings with it; None when none was issued. One statement."""
    rows = fetch(f"{_WHOLE} AND document.kind = %s AND document.key = %s", [order.id, kind.value, key])
    return _view(order, *rows[0]) if rows else None


def _view(
    order: OrderView, number: str, kind: str, issued_at: datetime, supplied_on: date, gross: int, tax: int,
    currency: str, taxes: str, seller: str, invoice_number: str, invoice_issued_at: datetime | None,
) -> DocumentView:  # fmt: skip
    is_invoice = kind == DocumentKind.INVOICE
    return DocumentView(
        number=number, kind=DocumentKind(kind), issued_at=issued_at, supplied_on=supplied_on,
        gross=Money(gross, currency), tax=Money(tax, currency),
        taxes=order.taxes if is_invoice else tuple(TaxShare(*share) for share in json.loads(taxes)),
        seller=Seller(**json.loads(seller)), order=order,
        invoice_number=invoice_number, invoice_issued_at=invoice_issued_at,
    )  # fmt: skip
