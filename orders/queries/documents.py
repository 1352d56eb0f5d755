"""The invoices and credit notes of an order, and one of them whole.

Owners are checked where the order is found: whoever has its `OrderView` may have its documents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from electricityshop.errors import NotFound
from electricityshop.money import Money
from orders.domain.documents import TITLES, DocumentKind, Seller
from orders.domain.pricing import TaxShare
from orders.models import Document
from orders.queries.orders import OrderView

CARD = ("pk", "number", "kind", "issued_at", "gross", "currency")
WHOLE = (*CARD, "supplied_on", "tax", "taxes", "seller", "invoice__number", "invoice__issued_at")


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
    row = Document.objects.filter(order=order.id, number=number).values(*WHOLE).first()
    if row is None:
        raise NoSuchDocument("This order has no such document.")
    return _view(order, row)


def document_of_mail(order: OrderView, kind: DocumentKind, key: str = "") -> DocumentView | None:
    """The document a mail brings with it; None when none was issued. One statement."""
    row = Document.objects.filter(order=order.id, kind=kind, key=key).values(*WHOLE).first()
    return None if row is None else _view(order, row)


def _view(order: OrderView, row: Mapping[str, Any]) -> DocumentView:
    kind = DocumentKind(row["kind"])
    credited = tuple(TaxShare(*share) for share in row["taxes"])
    return DocumentView(
        number=row["number"], kind=kind, issued_at=row["issued_at"], supplied_on=row["supplied_on"],
        gross=Money(row["gross"], row["currency"]), tax=Money(row["tax"], row["currency"]),
        taxes=order.taxes if kind is DocumentKind.INVOICE else credited, seller=Seller(**row["seller"]), order=order,
        invoice_number=row["invoice__number"] or "", invoice_issued_at=row["invoice__issued_at"],
    )  # fmt: skip
