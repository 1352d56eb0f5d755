"""One document as PDF: head, lines, sums, and on every page who issued it and which page it is."""

from datetime import UTC
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate, Spacer
from reportlab.platypus.flowables import CallerMacro

from orders.adapters.pdf.parts import closing, head, lines, sums
from orders.adapters.pdf.typography import REGULAR, SOFT, load_fonts
from orders.queries.documents import DocumentView

MARGIN = 20 * mm
FRAME = MARGIN - 6
"""reportlab's frames keep 6 points between their border and what is in them."""
PAGES = "pages"


def render_pdf(document: DocumentView) -> bytes:
    """A4, as many pages as it takes. No date but the document's own is in it."""
    load_fonts()
    out = BytesIO()
    paper = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=FRAME, rightMargin=FRAME, topMargin=MARGIN, bottomMargin=30 * mm,
        title=f"{document.title} {document.number}", author=document.seller.name, subject=document.order.number,
        creator=document.seller.name, lang="en", displayDocTitle=1, invariant=1,
    )  # fmt: skip
    story = [
        *head(document), Spacer(0, 8 * mm), lines(document), Spacer(0, 5 * mm), *sums(document), *closing(document),
        CallerMacro(_count_pages),
    ]  # fmt: skip
    every_page = partial(_every_page, document)
    paper.build(story, onFirstPage=every_page, onLaterPages=every_page)
    return out.getvalue()


def _every_page(document: DocumentView, canvas: Any, paper: Any) -> None:
    issued = document.issued_at.astimezone(UTC)
    canvas.setDateFormatter(lambda *_: f"D:{issued:%Y%m%d%H%M%S}+00'00'")
    canvas.saveState()
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(SOFT)
    for place, words in enumerate(_imprint(document)):
        canvas.drawString(MARGIN, 20 * mm - place * 10, words)
    right = A4[0] - MARGIN
    canvas.drawRightString(right, 20 * mm, f"{document.title} {document.number}")
    canvas.drawRightString(right - 9 * mm, 20 * mm - 10, f"page {canvas.getPageNumber()} of")
    canvas.translate(right - 8 * mm, 20 * mm - 10)
    canvas.doForm(PAGES)
    canvas.restoreState()


def _imprint(document: DocumentView) -> tuple[str, str]:
    seller = document.seller
    where = f"{seller.street}, {seller.postcode} {seller.city}, {seller.country}"
    rest = (f"VAT ID {seller.vat_id}", seller.register, seller.email, seller.phone)
    return f"{seller.name} · {where}", " · ".join(words for words in rest if words)


def _count_pages(last: Any) -> None:
    """How many pages there are is known on the last one; every page points here."""
    canvas = last.canv
    count = str(canvas.getPageNumber())
    canvas.beginForm(PAGES, 0, -3, 20, 10)
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(SOFT)
    canvas.drawString(0, 0, count)
    canvas.endForm()
