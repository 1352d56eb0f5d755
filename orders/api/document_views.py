"""Invoices and credit notes for mobile and other clients."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from orders.adapters.pdf import pdf_answer
from orders.api.owner import order_for
from orders.api.views import CART_TOKEN, OwnerView
from orders.domain.documents import DocumentKind
from orders.queries.documents import DocumentCard, document_of, documents_of


class DocumentAnswer(serializers.Serializer[Any]):
    number = serializers.CharField()
    kind = serializers.ChoiceField([kind.value for kind in DocumentKind])
    issued_at = serializers.DateTimeField()
    total = serializers.IntegerField()
    currency = serializers.CharField()
    url = serializers.URLField(help_text="The PDF; send the same headers.")


class DocumentList(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = DocumentAnswer(many=True)


class Documents(OwnerView):
    @extend_schema(
        operation_id="order_documents_list",
        summary="Its invoice and credit notes",
        parameters=[CART_TOKEN],
        responses=DocumentList,
    )
    def get(self, request: Request, number: str) -> Response:
        _, order = order_for(request, number)
        found = [_answer(request, order.number, card) for card in documents_of(order)]
        return Response({"count": len(found), "next": None, "previous": None, "results": found})


class AsItIs(BaseContentNegotiation):
    """The file has one form: nobody is refused for what they say they accept."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class PdfRenderer(BaseRenderer):
    """Named for the schema; the view answers with the bytes themselves."""

    media_type = "application/pdf"
    format = "pdf"


class DocumentFile(OwnerView):
    renderer_classes = (PdfRenderer,)
    content_negotiation_class = AsItIs

    @extend_schema(
        operation_id="order_documents_retrieve",
        summary="One of them, as PDF",
        parameters=[CART_TOKEN],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, number: str, document_number: str) -> HttpResponse:
        return pdf_answer(document_of(order_for(request, number)[1], document_number))


def _answer(request: Request, order_number: str, card: DocumentCard) -> dict[str, Any]:
    return {
        "number": card.number,
        "kind": card.kind.value,
        "issued_at": card.issued_at.isoformat(),
        "total": card.gross.amount,
        "currency": card.gross.currency,
        "url": reverse("orders-api:order-document", args=[order_number, card.number], request=request),
    }
