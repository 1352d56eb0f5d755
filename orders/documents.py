"""Issuing invoices and credit notes, inside a command's transaction and as the last thing in it.

The number is taken from a counter row that stays locked until the commit, so a rollback takes its number back with it
and the next one gets it; whatever a command still does afterwards, every other one that issues waits for.
"""

import json
from dataclasses import asdict
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from electricityshop.commands import require_transaction
from electricityshop.plain_sql import fetch, insert
from orders.domain.crediting import remaining_shares, split_credit
from orders.domain.documents import DocumentKind, Seller, document_number
from orders.domain.pricing import PricedLine, TaxShare, price_order
from orders.models import Document, Order, OrderLine

NEXT = """
INSERT INTO orders_documentseries AS series (kind, year, last)
SELECT %(kind)s::text, %(year)s, 1
WHERE NOT EXISTS (SELECT FROM orders_document WHERE order_id = %(order)s AND kind = %(kind)s::text AND key = %(key)s)
ON CONFLICT (kind, year) DO UPDATE SET last = series.last + 1
RETURNING last
"""
"""The next number of a series; none when the document exists already."""


def issue_invoice(order: Order) -> None:
    """Invoice a locked, paid order, once. Two statements: let nothing follow in the transaction.

    What went back before there was an invoice is credited with it.
    """
    paid_on = _day(order.paid_at or timezone.now())
    _issue(order, DocumentKind.INVOICE, gross=order.total, tax=order.tax_total, supplied_on=paid_on)
    if order.refunded:
        issue_credit_note(order, key="", amount=order.refunded)


def issue_credit_note(order: Order, *, key: str, amount: int) -> None:
    """Credit `amount` minor units of a locked order's invoice, once per `key`. Let nothing follow in the transaction.

    Never more than went back in all: money sent again because it did not arrive is not credited twice. Nothing is
    issued for an order that was never invoiced.
    """
    require_transaction()
    invoice = Document.objects.filter(order=order, kind=DocumentKind.INVOICE).first()
    if invoice is None:
        return
    credited = _credited(order)
    amount = min(amount, order.refunded - sum(share.gross for share in credited))
    if amount <= 0:
        return
    shares = split_credit(amount, remaining_shares(_shares(order), credited))
    _issue(
        order, DocumentKind.CREDIT_NOTE, key=key, gross=amount, tax=sum(share.tax for share in shares),
        supplied_on=invoice.supplied_on, invoice=invoice,
        taxes=[[share.rate, share.gross, share.tax] for share in shares],
    )  # fmt: skip


def seller() -> Seller:
    """Who sells, by the settings of today."""
    return Seller(
        name=settings.SELLER_NAME, street=settings.SELLER_STREET, postcode=settings.SELLER_POSTCODE,
        city=settings.SELLER_CITY, country=settings.SELLER_COUNTRY, vat_id=settings.SELLER_VAT_ID,
        register=settings.SELLER_REGISTER, email=settings.SELLER_EMAIL, phone=settings.SELLER_PHONE,
    )  # fmt: skip


def _issue(
    order: Order, kind: DocumentKind, *, gross: int, tax: int, supplied_on: date, key: str = "",
    invoice: Document | None = None, taxes: list[list[int]] | None = None,
) -> None:  # fmt: skip
    require_transaction()
    now = timezone.now()
    year = _day(now).year
    sequence = _next(order, kind, key, year)
    if sequence is None:
        return
    document = {
        "order_id": order.pk, "kind": kind.value, "key": key, "number": document_number(kind, year, sequence),
        "year": year, "sequence": sequence, "issued_at": now, "supplied_on": supplied_on,
        "invoice_id": invoice and invoice.pk, "currency": order.currency, "gross": gross, "tax": tax,
        "taxes": json.dumps(taxes or []), "seller": json.dumps(asdict(seller())),
    }  # fmt: skip
    insert("orders_document", [document])


def _next(order: Order, kind: DocumentKind, key: str, year: int) -> int | None:
    rows = fetch(NEXT, {"kind": kind.value, "year": year, "order": order.pk, "key": key})
    return rows[0][0] if rows else None


def _day(moment: datetime) -> date:
    """The shop's day, whoever asks."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def _shares(order: Order) -> tuple[TaxShare, ...]:
    lines = OrderLine.objects.filter(order=order).values_list("unit_price", "quantity", "tax_rate")
    return price_order((PricedLine(*line) for line in lines), order.shipping_total).taxes


def _credited(order: Order) -> list[TaxShare]:
    notes = Document.objects.filter(order=order, kind=DocumentKind.CREDIT_NOTE).values_list(
        "taxes", flat=True
    )
    return [TaxShare(*share) for taxes in notes for share in taxes]
