"""An order nobody placed, so that staff can look at mails and documents before there is one."""

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from django.conf import settings

from accounts.domain.postal import PostalAddress
from electricityshop.money import Money
from orders.documents import seller
from orders.domain.crediting import split_credit
from orders.domain.documents import DocumentKind
from orders.domain.pricing import PricedLine, price_order
from orders.domain.status import OrderStatus
from orders.queries.documents import DocumentView
from orders.queries.orders import LineView, OrderView
from orders.queries.parcels import ShipmentView

NUMBER = "ES-SAMP-LE00"
PLACED_AT = datetime(2026, 1, 2, 10, 30, tzinfo=UTC)
REFUND = 1_500
ARTICLES = (
    ("NYM-J-3X1.5", "Installation cable NYM-J 3 × 1.5 mm²", "metre", 119, 25, 1_900),
    ("LED-E27-8W", "LED lamp E27, 8 W, warm white 2,700 K, 806 lm", "piece", 449, 4, 1_900),
    ("HB-WIRING", "Handbook: Wiring a house, 14th edition", "piece", 2_995, 1, 700),
)
"""SKU, name, unit, price, quantity and VAT rate."""
ADDRESS = PostalAddress(
    name="Zoë Żółkiewska", line1="Straße der Größe 7", city="Łódź", postcode="90-001", country="PL"
)


def sample_order() -> OrderView:
    """Shipped, with two VAT rates and letters from several alphabets."""
    currency = settings.SHOP_CURRENCY
    totals = price_order((PricedLine(price, count, rate) for *_, price, count, rate in ARTICLES), 490)
    company = replace(ADDRESS, name="Ελένη Παπαδοπούλου", company="Żarówka & Söhne", line1="Nebenstraße 1")
    parcel = ShipmentView("DHL", "00340434161094042557", f"{settings.SHOP_URL}/", PLACED_AT)
    return OrderView(
        id=0, number=NUMBER, email="customer@example.com", status=OrderStatus.SHIPPED, currency=currency,
        items_total=Money(totals.items, currency), shipping_total=Money(totals.shipping, currency),
        total=Money(totals.total, currency), tax_total=Money(totals.tax, currency), refunded=Money(REFUND, currency),
        shipping_name="Parcel", placed_at=PLACED_AT, pay_until=PLACED_AT, cancel_reason="I ordered by mistake",
        lines=tuple(
            LineView(sku, name, unit, count, Money(price, currency), Money(price * count, currency), rate)
            for sku, name, unit, price, count, rate in ARTICLES
        ),
        shipping_address=ADDRESS, billing_address=company, steps=(), events=(), shipments=(parcel,), taxes=totals.taxes,
    )  # fmt: skip


def sample_document(order: OrderView, kind: DocumentKind) -> DocumentView:
    """Its invoice, or the credit note of a part of it."""
    invoice = DocumentView(
        number="INV-SAMPLE", kind=DocumentKind.INVOICE, issued_at=PLACED_AT, supplied_on=PLACED_AT.date(),
        gross=order.total, tax=order.tax_total, taxes=order.taxes, seller=seller(), order=order,
    )  # fmt: skip
    if kind is DocumentKind.INVOICE:
        return invoice
    taxes = split_credit(order.refunded.amount, order.taxes)
    return replace(
        invoice, number="CN-SAMPLE", kind=kind, gross=order.refunded, taxes=taxes,
        tax=Money(sum(share.tax for share in taxes), order.currency), invoice_number=invoice.number,
        invoice_issued_at=PLACED_AT,
    )  # fmt: skip


NOTES = MappingProxyType(
    {
        "return_requested": "Return RT-SAMP-LE00: 2 × LED lamp E27",
        "return_received": "Return RT-SAMP-LE00: 2 × LED lamp E27",
        "return_rejected": "Return RT-SAMP-LE00 was not accepted: it was used.",
    }
)
"""What the mails about a return say besides."""
