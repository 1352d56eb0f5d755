"""One document as PDF: head, lines, sums, and on every page who issued it and which page it is.

Drawn straight on the canvas: reportlab's own layout (paragraphs as markup, tables of them) took four times as long.
"""

from datetime import UTC
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from orders.adapters.pdf.paging import Page, paged
from orders.adapters.pdf.parts import WIDTH, closing, head, lines, sums
from orders.adapters.pdf.rows import Block, Mark, Row, space
from orders.adapters.pdf.typography import LINE, SMALL, Shape
from orders.queries.documents import DocumentView

MARGIN = 20 * mm
FOOT = 20 * mm
FOOT_LEADING = 10


def render_pdf(document: DocumentView) -> bytes:
    """A4, as many pages as it takes. No date but the document's own is in it."""
    out = BytesIO()
    canvas = _canvas(document, out)
    pages = paged(_blocks(document))
    for place, page in enumerate(pages, start=1):
        foot = _foot(document, f"page {place} of {len(pages)}")
        _draw(canvas, [*page, (FOOT, foot)])
    canvas.save()
    return out.getvalue()


def _blocks(document: DocumentView) -> list[Block]:
    return [
        *head(document), space(8 * mm), lines(document), space(5 * mm), sums(document), space(6 * mm),
        closing(document),
    ]  # fmt: skip


def _canvas(document: DocumentView, out: BytesIO) -> Canvas:
    seller, issued = document.seller, document.issued_at.astimezone(UTC)
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1, lang="en", initialFontName=SMALL.font)
    canvas.setTitle(f"{document.title} {document.number}")
    canvas.setAuthor(seller.name)
    canvas.setCreator(seller.name)
    canvas.setSubject(document.order.number)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setDateFormatter(lambda *_: f"D:{issued:%Y%m%d%H%M%S}+00'00'")
    return canvas


def _draw(canvas: Canvas, page: Page) -> None:
    """All text of a page is one object; how it looks is said where it changes."""
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    text = canvas.beginText()
    look: Shape | None = None
    for top, row in page:
        if row.rule:
            start, end = row.rule
            canvas.line(MARGIN + start, top - row.height, MARGIN + end, top - row.height)
        for mark in row.marks:
            if mark.look is not look:
                look = mark.look
                text.setFont(look.font, look.size)
                text.setFillColor(look.color)
            text.setTextOrigin(MARGIN + mark.right_by, top - mark.down)
            text.textLine(mark.words)
    canvas.drawText(text)
    canvas.showPage()


def _foot(document: DocumentView, number: str) -> Row:
    """Who issued the document, and beside it which page of what this is."""
    here = (f"{document.title} {document.number}", number)
    marks = [Mark(0, place * FOOT_LEADING, said, SMALL) for place, said in enumerate(_imprint(document))]
    marks += [
        Mark(WIDTH - SMALL.width(said), place * FOOT_LEADING, said, SMALL) for place, said in enumerate(here)
    ]
    return Row(0, tuple(marks))


def _imprint(document: DocumentView) -> tuple[str, str]:
    seller = document.seller
    where = f"{seller.street}, {seller.postcode} {seller.city}, {seller.country}"
    rest = (f"VAT ID {seller.vat_id}", seller.register, seller.email, seller.phone)
    return f"{seller.name} · {where}", " · ".join(said for said in rest if said)
