"""Invoices and credit notes of past orders, numbered as they were issued."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils import timezone

from electricityshop.plain_sql import SqlRow
from orders.demo.order_rows import Numbered
from orders.demo.progress_rows import refund_key
from orders.domain.documents import DocumentKind, Seller, document_number

DOCUMENT = (
    "id", "order_id", "kind", "key", "number", "year", "sequence", "issued_at", "supplied_on", "invoice_id", "currency",
    "gross", "tax", "taxes", "seller",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issue:
    """A document that is due. An order that was called off or sent back has its invoice first, then the credit note."""

    of: Numbered
    kind: DocumentKind
    at: datetime

    @property
    def year(self) -> int:
        return _day(self.at).year


def issues(numbered: Sequence[Numbered]) -> list[Issue]:
    """Oldest first, as they get their numbers."""
    due = [Issue(one, DocumentKind.INVOICE, at) for one in numbered if (at := one.order.times.confirmed_at)]
    due += [
        Issue(one, DocumentKind.CREDIT_NOTE, at) for one in numbered if (at := one.order.times.refunded_at)
    ]
    return sorted(due, key=lambda issue: (issue.at, issue.of.id))


def how_many(due: Sequence[Issue]) -> Counter[tuple[DocumentKind, int]]:
    """By kind and year."""
    return Counter((issue.kind, issue.year) for issue in due)


def document_rows(
    due: Sequence[Issue], ids: Sequence[int], last: Mapping[tuple[DocumentKind, int], int], seller: Seller
) -> Iterator[SqlRow]:
    """`last` is the last number of each series before these."""
    numbers = Counter(last)
    invoices: dict[int, int] = {}
    sold_by = json.dumps(asdict(seller))
    for document_id, issue in zip(ids, due, strict=True):
        one, totals, is_invoice = issue.of, issue.of.order.totals, issue.kind is DocumentKind.INVOICE
        numbers[issue.kind, issue.year] += 1
        sequence = numbers[issue.kind, issue.year]
        if is_invoice:
            invoices[one.id] = document_id
        credited = [] if is_invoice else [[share.rate, share.gross, share.tax] for share in totals.taxes]
        yield (
            document_id, one.id, issue.kind.value, "" if is_invoice else refund_key(one)[-60:],
            document_number(issue.kind, issue.year, sequence), issue.year, sequence, issue.at,
            _day(one.order.times.paid_at or issue.at), None if is_invoice else invoices[one.id], one.currency,
            totals.total, totals.tax, json.dumps(credited), sold_by,
        )  # fmt: skip


def _day(moment: datetime) -> date:
    return timezone.localdate(moment, timezone.get_default_timezone())
