"""Invoices and credit notes: never changed, read as PDF."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display

from electricityshop.money import Money
from electricityshop.staff_admin import ReadOnlyAdmin
from orders.adapters.pdf import pdf_answer
from orders.models import Document
from orders.queries.documents import document_of
from orders.queries.orders import order_for_worker


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    list_display = ("number", "kind", "order", "amount", "issued_at", "pdf")
    list_filter = ("kind", "year", "issued_at")
    list_select_related = ("order",)
    search_fields = ("number__istartswith", "order__number__istartswith")
    search_help_text = "Number of the document or of the order"
    ordering = ("-issued_at", "-id")
    list_per_page = 50
    show_full_result_count = False
    fields = readonly_fields = (
        "number", "kind", "order", "invoice", "amount", "vat", "issued_at", "supplied_on", "seller", "pdf",
    )  # fmt: skip

    def get_custom_urls(self) -> tuple[tuple[str, str, Any], ...]:
        return (("<int:pk>/pdf/", "orders_document_pdf", document_pdf),)

    @display(description="total", ordering="gross")
    def amount(self, document: Document) -> str:
        return str(Money(document.gross, document.currency))

    @display(description="VAT contained")
    def vat(self, document: Document) -> str:
        return str(Money(document.tax, document.currency))

    @display(description="PDF")
    def pdf(self, document: Document) -> SafeString:
        return format_html('<a href="{}">{}.pdf</a>', pdf_path(document.pk), document.number)


def pdf_path(pk: int) -> str:
    return reverse("admin:orders_document_pdf", args=[pk])


def document_pdf(request: HttpRequest, pk: int, model_admin: DocumentAdmin) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    found = get_object_or_404(Document, pk=pk)
    return pdf_answer(document_of(order_for_worker(found.order_id), found.number))
