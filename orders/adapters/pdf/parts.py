"""The parts of a document, from top to bottom."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django_countries import countries
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, LongTable, Spacer, Table

from accounts.domain.postal import PostalAddress
from electricityshop.money import Money, vat_included
from electricityshop.templatetags.shop import rate, sold_as
from orders.adapters.pdf.typography import (
    END,
    HEAD,
    HEAD_END,
    LINE,
    SELLER,
    SMALL,
    STRONG,
    STRONG_END,
    TEXT,
    TITLE,
    captioned,
    text,
)
from orders.domain.documents import DocumentKind
from orders.domain.pricing import TaxShare
from orders.queries.documents import DocumentView
from orders.queries.orders import LineView

WIDTH = 170 * mm
Row = list[Any]
Style = list[tuple[Any, ...]]
TIGHT: Style = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]  # fmt: skip
RULED: Style = [*TIGHT, ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("LEFTPADDING", (1, 0), (-1, -1), 6)]


def head(document: DocumentView) -> list[Any]:
    """Who to whom, which document, when and for what."""
    seller = document.seller
    issuer = (
        f"{seller.name}\n{seller.street}\n{seller.postcode} {seller.city}, {countries.name(seller.country)}"
    )
    parties = Table(
        [[text(_postal(document.order.billing_address)), Table(_facts(document), [32 * mm, 48 * mm], style=TIGHT)]],
        [90 * mm, 80 * mm], style=TIGHT,
    )  # fmt: skip
    return [
        text(seller.name, SELLER), text(issuer.partition("\n")[2], SMALL), text(f"VAT ID {seller.vat_id}", SMALL),
        Spacer(0, 8 * mm), text(document.title, TITLE), Spacer(0, 6 * mm), parties,
    ]  # fmt: skip


def lines(document: DocumentView) -> Any:
    """What was supplied, or what is credited; its head is repeated on every page."""
    if document.kind is DocumentKind.CREDIT_NOTE:
        return _credited(document)
    order = document.order
    rows = [
        [text(words, shape) for words, shape in zip(
            ("Article", "Quantity", "Unit price\nwithout VAT", "VAT", "Unit price\nwith VAT", "Total\nwith VAT"),
            (HEAD, *[HEAD_END] * 5), strict=True,
        )],
        *(_line(line) for line in order.lines),
        _shipping(order.shipping_name, order.shipping_total, max(share.rate for share in order.taxes)),
    ]  # fmt: skip
    widths = [68 * mm, 20 * mm, 23 * mm, 15 * mm, 22 * mm, 22 * mm]
    return LongTable(rows, widths, repeatRows=1, style=RULED)


def sums(document: DocumentView) -> list[Any]:
    """Net, VAT and gross of each rate, and of all."""
    currency = document.gross.currency
    rows = [[text(words, HEAD_END) for words in ("VAT rate", "Without VAT", "VAT", "With VAT")]]
    rows += [_share(share, currency) for share in document.taxes]
    net = document.gross - document.tax
    rows.append(
        [text(words, STRONG_END) for words in ("Total", str(net), str(document.tax), str(document.gross))]
    )
    return [KeepTogether(Table(rows, [25 * mm, 30 * mm, 28 * mm, 30 * mm], style=RULED, hAlign="RIGHT"))]


def closing(document: DocumentView) -> list[Any]:
    if document.kind is DocumentKind.CREDIT_NOTE:
        words = "The amount goes back the way it was paid. VAT is taken back rate by rate, in proportion."
    else:
        words = (
            f"Paid in full on {_day(document.supplied_on)}; the goods are sent after the payment. "
            "Unit prices without VAT are rounded; totals are computed from prices with VAT."
        )
    return [Spacer(0, 6 * mm), text(f"All amounts in {document.gross.currency}. {words}", SMALL)]


def _facts(document: DocumentView) -> list[Row]:
    order = document.order
    facts = [
        (f"{document.title} number", document.number),
        ("Date of issue", _day(document.issued_at)),
    ]
    if document.invoice_issued_at:
        facts += [
            ("For invoice", document.invoice_number),
            ("Invoice date", _day(document.invoice_issued_at)),
        ]
    facts += [
        ("Date of supply", f"{_day(document.supplied_on)} (payment)"),
        ("Order", order.number),
        ("Order date", _day(order.placed_at)),
    ]
    return [
        [text(name, SMALL), text(value, STRONG if place == 0 else TEXT)]
        for place, (name, value) in enumerate(facts)
    ]


def _line(line: LineView) -> Row:
    article = captioned(line.name, line.sku)
    return [
        article,
        *_amounts(sold_as(line.quantity, line.sale_unit), line.unit_price, line.total, line.tax_rate),
    ]


def _shipping(name: str, price: Money, tax_rate: int) -> Row:
    return [text(f"Shipping: {name}"), *_amounts("1", price, price, tax_rate)]


def _amounts(quantity: str, unit: Money, total: Money, tax_rate: int) -> Row:
    without = Money(unit.amount - vat_included(unit.amount, tax_rate), unit.currency)
    return [text(words, END) for words in (quantity, str(without), rate(tax_rate), str(unit), str(total))]


def _credited(document: DocumentView) -> Any:
    rows = [[text("What is credited", HEAD), text("With VAT", HEAD_END)]]
    rows += [
        [
            text(f"Refund for order {document.order.number}, goods and shipping at {rate(share.rate)} VAT"),
            text(str(Money(share.gross, document.gross.currency)), END),
        ]
        for share in document.taxes
    ]
    return Table(rows, [WIDTH - 30 * mm, 30 * mm], repeatRows=1, style=RULED)


def _share(share: TaxShare, currency: str) -> Row:
    amounts = (share.gross - share.tax, share.tax, share.gross)
    return [text(rate(share.rate), END), *(text(str(Money(amount, currency)), END) for amount in amounts)]


def _postal(address: PostalAddress) -> str:
    town = " ".join(word for word in (address.postcode, address.city) if word)
    said = (address.company, address.name, address.line1, address.line2, town, address.region)
    return "\n".join([*(words for words in said if words), countries.name(address.country)])


def _day(moment: date | datetime) -> str:
    """E.g. `24 November 2026`, by the shop's clock."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment, timezone.get_default_timezone()).date()
    return format_date(moment, "j F Y")
