"""The PDF: complete by the rules for invoices, the same bytes every time, readable in every alphabet we deliver to."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from accounts.domain.postal import PostalAddress
from orders.adapters.pdf import render_pdf
from orders.adapters.pdf.typography import TEXT, broken
from orders.admin.sample_order import sample_document, sample_order
from orders.domain.documents import DocumentKind
from orders.models import Document
from orders.queries.documents import DocumentView, document_of
from orders.queries.orders import order_for_worker
from tests.orders.documents.conftest import Invoiced, refund

pytestmark = pytest.mark.django_db

BILLING = PostalAddress(
    name="Ελένη Παπαδοπούλου", company="Żarówka & Söhne <b>GmbH</b>", line1="Straße 1", city="Łódź", postcode="90-001",
    country="PL",
)  # fmt: skip


def pages(raw: bytes) -> list[str]:
    """The words of each page, one space between them."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(raw)).pages]


def stored(order_id: int, kind: str = "invoice") -> DocumentView:
    number = (
        Document.objects.filter(order=order_id, kind=kind).order_by("-id").values_list("number", flat=True)[0]
    )
    return document_of(order_for_worker(order_id), number)


def test_an_invoice_says_all_it_has_to(invoiced: Invoiced) -> None:
    placed = invoiced(billing=BILLING)
    moment = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)  # the 5th in Berlin
    Document.objects.update(issued_at=moment, supplied_on=moment.date())

    (page,) = pages(render_pdf(stored(placed.id)))

    for expected in (
        "Fictitious Electrics Ltd (demonstration) 1 Nowhere Street 00000 Exampletown, Germany VAT ID DE000000000",
        "Żarówka & Söhne <b>GmbH</b> Ελένη Παπαδοπούλου Straße 1 90-001 Łódź Poland",
        f"Invoice number {Document.objects.get().number}", "Date of issue 5 March 2026",
        "Date of supply 4 March 2026 (payment)", f"Order {placed.number}",
        "3 m €10.00 19 % €11.90 €35.70", "1 piece €1.00 7 % €1.07 €1.07", "Shipping: Parcel 1 €4.12 19 % €4.90 €4.90",
        "19 % €34.12 €6.48 €40.60", "7 % €1.00 €0.07 €1.07", "Total €35.12 €6.55 €41.67", "All amounts in EUR",
        "page 1 of 1",
    ):  # fmt: skip
        assert expected in page


def test_a_credit_note_names_its_invoice_and_its_vat(invoiced: Invoiced) -> None:
    placed = invoiced()
    refund(placed, 1_000)

    (page,) = pages(render_pdf(stored(placed.id, "credit_note")))

    invoice = Document.objects.get(kind="invoice")
    for expected in (
        "Credit note number CN-", f"For invoice {invoice.number} Invoice date", f"Refund for order {placed.number}",
        "19 % €8.19 €1.55 €9.74", "7 % €0.24 €0.02 €0.26", "Total €8.43 €1.57 €10.00",
    ):  # fmt: skip
        assert expected in page


def test_the_same_document_is_the_same_bytes(invoiced: Invoiced) -> None:
    placed = invoiced()
    first = render_pdf(stored(placed.id))

    refund(placed, 1_000)

    assert render_pdf(stored(placed.id)) == first
    assert first.startswith(b"%PDF-")


def test_what_the_seller_is_called_later_changes_nothing(invoiced: Invoiced, settings: object) -> None:
    placed = invoiced()
    first = render_pdf(stored(placed.id))

    settings.SELLER_NAME = "Somebody else"

    assert render_pdf(stored(placed.id)) == first


def test_its_date_is_that_of_the_issue(invoiced: Invoiced) -> None:
    document = replace(stored(invoiced().id), issued_at=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC))

    information = PdfReader(BytesIO(render_pdf(document))).metadata

    assert information.creation_date == datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert information.title == f"Invoice {document.number}"


@pytest.mark.parametrize(
    "words", ["Łódź żółć ąęśń", "Größe Straße Ä", "Ελλάδα ΐΰ", "€ 5 × 3 mm² – 230 V ±5 % Ω µF", "Київ"]
)
def test_every_letter_we_sell_in_is_drawn(words: str) -> None:
    sample = sample_order()
    line = replace(sample.lines[0], name=words)
    document = replace(sample_document(sample, DocumentKind.INVOICE), order=replace(sample, lines=(line,)))

    (page,) = pages(render_pdf(document))

    assert normalize("NFC", words) in page


@pytest.mark.parametrize(
    "words",
    [
        "<b>bold</b> & <script>",
        "</para>",
        "x" * 360,
        "&#0; %s {}",
        "e\u0301 \u202e \u200b 日本 😀",
        "<img src='/etc/passwd'/>",
    ],
)
def test_whatever_an_article_is_called_it_is_text(words: str) -> None:
    sample = sample_order()
    lines = tuple(replace(line, name=words, sku=words[:64]) for line in sample.lines)
    document = replace(sample_document(sample, DocumentKind.INVOICE), order=replace(sample, lines=lines))

    page = pages(render_pdf(document))[0]

    if words.isascii() and len(words) < 100:
        assert words in page


def test_two_hundred_lines_fill_pages_that_all_say_what_they_are() -> None:
    sample = sample_order()
    lines = tuple(replace(sample.lines[0], sku=f"SKU-{place:03}") for place in range(200))
    document = replace(sample_document(sample, DocumentKind.INVOICE), order=replace(sample, lines=lines))

    found = pages(render_pdf(document))

    assert 5 <= len(found) <= 15
    for place, page in enumerate(found, start=1):
        assert f"page {place} of {len(found)}" in page
        assert "Invoice INV-SAMPLE" in page
    assert all("Unit price without VAT" in page for page in found[:-1])
    assert [f"SKU-{place:03}" in " ".join(found) for place in range(200)] == [True] * 200
    assert "Total €72.20" in found[-1]


def test_an_order_of_a_zero_rate_and_free_shipping() -> None:
    sample = sample_order()
    order = replace(sample, lines=sample.lines[2:], shipping_total=replace(sample.total, amount=0))
    document = replace(sample_document(sample, DocumentKind.INVOICE), order=order)

    assert "Shipping: Parcel 1 €0.00 19 % €0.00 €0.00" in pages(render_pdf(document))[0]


def test_wherever_a_page_ends_every_line_is_there_once_and_the_sums_stay_together() -> None:
    sample = sample_order()
    invoice = sample_document(sample, DocumentKind.INVOICE)

    for count in range(10, 46):
        lines = tuple(replace(sample.lines[0], sku=f"SKU-{place:03}") for place in range(count))
        found = pages(render_pdf(replace(invoice, order=replace(sample, lines=lines))))

        said = " ".join(found)
        assert [said.count(f"SKU-{place:03}") for place in range(count)] == [1] * count
        assert sum("VAT rate Without VAT" in page and "Total €72.20" in page for page in found) == 1
        assert "computed from prices with VAT." in found[-1]
        assert [f"page {place} of {len(found)}" in page for place, page in enumerate(found, 1)] == [
            True
        ] * len(found)


def test_no_line_is_wider_than_its_column_and_none_of_its_letters_is_lost() -> None:
    name = "Cable  duct " + "W" * 90 + " 40 × 60 mm\u00a0x\u202fy\tin\x0bwhite " + "and so on " * 20

    for room in range(20, 200):
        found = list(broken(name, TEXT, room))

        assert max(width for _, width in found) <= room
        assert [width for _, width in found] == pytest.approx([TEXT.width(line) for line, _ in found])
        assert "".join(line for line, _ in found).replace(" ", "") == "".join(re.split(r"[ \t\x0b]+", name))
    assert found[0][0] == "Cable duct"
    assert any("mm\u00a0x\u202fy" in line for line, _ in found)


def test_a_letter_that_is_wider_than_its_column_is_drawn_all_the_same() -> None:
    assert [line for line, _ in broken("WW", TEXT, 1)] == ["W", "W"]
    assert [line for line, _ in broken("", TEXT, 1)] == [""]
