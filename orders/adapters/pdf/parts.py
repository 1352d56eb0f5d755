"""The parts of a document, from top to bottom."""

from datetime import date, datetime
from functools import partial

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django_countries import countries
from reportlab.lib.units import mm

from accounts.domain.postal import PostalAddress
from electricityshop.money import Money, vat_included
from electricityshop.templatetags.shop import rate, sold_as
from orders.adapters.pdf.rows import Block, Cell, Row, beside, row, ruled, space, words
from orders.adapters.pdf.typography import (
    CAPTION,
    END,
    HEAD,
    HEAD_END,
    SELLER,
    SMALL,
    STRONG,
    STRONG_END,
    TEXT,
    TITLE,
)
from orders.domain.documents import DocumentKind
from orders.domain.pricing import TaxShare
from orders.queries.documents import DocumentView
from orders.queries.orders import LineView

WIDTH = 170 * mm
PARTIES, FACTS = (90 * mm, 80 * mm), (32 * mm, 48 * mm)
ARTICLES = (68 * mm, 20 * mm, 23 * mm, 15 * mm, 22 * mm, 22 * mm)
CREDITED = (WIDTH - 30 * mm, 30 * mm)
SUMS = (25 * mm, 30 * mm, 28 * mm, 30 * mm)
"""Widths of columns."""
_line_of_sums = partial(ruled, widths=SUMS, start=WIDTH - sum(SUMS))


def head(document: DocumentView) -> list[Block]:
    """Who to whom, which document, when and for what."""
    seller = document.seller
    country = countries.name(seller.country)
    where = f"{seller.street}\n{seller.postcode} {seller.city}, {country}\nVAT ID {seller.vat_id}"
    address: Cell = ((_postal(document.order.billing_address), TEXT),)
    parties = beside(row([address], PARTIES[:1]), PARTIES[0], _facts(document))
    return [
        words(seller.name, SELLER, WIDTH), words(where, SMALL, WIDTH), space(8 * mm),
        words(document.title, TITLE, WIDTH), space(6 * mm), Block((parties,)),
    ]  # fmt: skip


def lines(document: DocumentView) -> Block:
    """What was supplied, or what is credited; its head is repeated on every page."""
    if document.kind is DocumentKind.CREDIT_NOTE:
        return _credited(document)
    order = document.order
    titles = ("Quantity", "Unit price\nwithout VAT", "VAT", "Unit price\nwith VAT", "Total\nwith VAT")
    shipping = _shipping(order.shipping_name, order.shipping_total, max(share.rate for share in order.taxes))
    return Block(
        (*(_line(line) for line in order.lines), shipping),
        head=ruled([(("Article", HEAD),), *(((title, HEAD_END),) for title in titles)], ARTICLES),
    )


def sums(document: DocumentView) -> Block:
    """Net, VAT and gross of each rate, and of all."""
    titles = [((title, HEAD_END),) for title in ("VAT rate", "Without VAT", "VAT", "With VAT")]
    total = ("Total", str(document.gross - document.tax), str(document.tax), str(document.gross))
    shares = (_share(share, document.gross.currency) for share in document.taxes)
    last = _line_of_sums([((amount, STRONG_END),) for amount in total])
    return Block((_line_of_sums(titles), *shares, last), together=True)


def closing(document: DocumentView) -> Block:
    if document.kind is DocumentKind.CREDIT_NOTE:
        said = "The amount goes back the way it was paid. VAT is taken back rate by rate, in proportion."
    else:
        said = (
            f"Paid in full on {_day(document.supplied_on)}; the goods are sent after the payment. "
            "Unit prices without VAT are rounded; totals are computed from prices with VAT."
        )
    return words(f"All amounts in {document.gross.currency}. {said}", SMALL, WIDTH)


def _facts(document: DocumentView) -> list[Row]:
    order = document.order
    facts = [("Date of issue", _day(document.issued_at))]
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
    number: tuple[Cell, Cell] = (((f"{document.title} number", SMALL),), ((document.number, STRONG),))
    return [row(number, FACTS), *(row([((name, SMALL),), ((value, TEXT),)], FACTS) for name, value in facts)]


def _line(line: LineView) -> Row:
    article = ((line.name, TEXT), (line.sku, CAPTION))
    return _priced(
        article, sold_as(line.quantity, line.sale_unit), line.unit_price, line.total, line.tax_rate
    )


def _shipping(name: str, price: Money, tax_rate: int) -> Row:
    return _priced(((f"Shipping: {name}", TEXT),), "1", price, price, tax_rate)


def _priced(article: Cell, quantity: str, unit: Money, total: Money, tax_rate: int) -> Row:
    without = Money(unit.amount - vat_included(unit.amount, tax_rate), unit.currency)
    amounts = (quantity, str(without), rate(tax_rate), str(unit), str(total))
    return ruled([article, *(((amount, END),) for amount in amounts)], ARTICLES)


def _credited(document: DocumentView) -> Block:
    currency, number = document.gross.currency, document.order.number
    rows = [
        ruled(
            [
                ((f"Refund for order {number}, goods and shipping at {rate(share.rate)} VAT", TEXT),),
                ((str(Money(share.gross, currency)), END),),
            ],
            CREDITED,
        )
        for share in document.taxes
    ]
    titles: tuple[Cell, Cell] = ((("What is credited", HEAD),), (("With VAT", HEAD_END),))
    return Block(tuple(rows), head=ruled(titles, CREDITED))


def _share(share: TaxShare, currency: str) -> Row:
    amounts = (str(Money(amount, currency)) for amount in (share.gross - share.tax, share.tax, share.gross))
    return _line_of_sums([((said, END),) for said in (rate(share.rate), *amounts)])


def _postal(address: PostalAddress) -> str:
    town = " ".join(word for word in (address.postcode, address.city) if word)
    said = (address.company, address.name, address.line1, address.line2, town, address.region)
    return "\n".join([*(word for word in said if word), countries.name(address.country)])


def _day(moment: date | datetime) -> str:
    """E.g. `24 November 2026`, by the shop's clock."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment, timezone.get_default_timezone()).date()
    return format_date(moment, "j F Y")
