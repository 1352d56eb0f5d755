"""Invoices and credit notes for those the order belongs to: listed on its page, sent as PDF."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from orders.adapters.pdf import pdf_answer
from orders.pages.finding import FoundOrder, found_order
from orders.pages.private import private
from orders.queries.documents import DocumentCard, document_of, documents_of


@dataclass(frozen=True, slots=True)
class DocumentLink:
    card: DocumentCard
    url: str


@require_safe
@private
def document(request: HttpRequest, number: str, document_number: str) -> HttpResponse:
    return pdf_answer(document_of(found_order(request, number).view, document_number))


def document_links(found: FoundOrder) -> tuple[DocumentLink, ...]:
    """The order's documents, opened the way the order was. One statement."""
    query = f"?{urlencode({'t': found.token})}" if found.token else ""
    return tuple(
        DocumentLink(card, reverse("orders:document", args=[found.view.number, card.number]) + query)
        for card in documents_of(found.view)
    )
