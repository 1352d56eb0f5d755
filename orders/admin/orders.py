"""Orders for staff: the list, and the page of one order with everything about it."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.decorators import display

from electricityshop.money import Money
from electricityshop.staff_admin import ReadOnlyAdmin
from orders.admin.actions import OrderActions
from orders.admin.documents import pdf_path
from orders.admin.filters import StepFilter
from orders.admin.returns import STATUS_COLOURS as RETURN_COLOURS
from orders.models import Order
from orders.queries.documents import documents_of
from orders.queries.orders import NoSuchOrder
from orders.queries.staff_order import staff_order

STATUS_COLOURS = {
    "pending": "warning", "paid": "info", "confirmed": "success", "processing": "success",
    "shipped": "primary", "delivered": "primary", "cancelled": "danger", "refunded": "danger", "failed": "danger",
}  # fmt: skip
STATE_COLOURS = {"waiting": "", "due": "warning", "running": "info", "done": "success", "skipped": "danger"}


@admin.register(Order)
class OrderAdmin(OrderActions, ReadOnlyAdmin):
    list_display = ("number", "badge", "email", "amount", "shipping_name", "placed_at")
    list_filter = ("status", StepFilter, "placed_at", "shipping_code")
    search_fields = ("number__istartswith", "lines__sku__iexact", "addresses__name__icontains")
    search_help_text = "Number, e-mail address, SKU or name"
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    fieldsets = ()
    change_form_template = "admin/order.html"

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """By the shape of what is searched for."""
        sought = request.GET.get("q", "").strip().upper()
        if "@" in sought:
            return ("email__istartswith",)
        return ("number__startswith",) if sought.startswith("ES-") else self.search_fields

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Order], search_term: str
    ) -> tuple[QuerySet[Order], bool]:
        """Numbers are capital letters, and are found by an index that knows nothing of others."""
        is_number = self.get_search_fields(request) == ("number__startswith",)
        term = search_term.strip().upper() if is_number else search_term
        found: tuple[QuerySet[Order], bool] = super().get_search_results(request, queryset, term)
        return found

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page is read with one query of our own, not with a form and formsets."""
        context = (extra_context or {}) | _page(self, request, object_id)
        answer: HttpResponse = super().change_view(request, object_id, form_url, context)
        return answer

    @display(description="status", label=STATUS_COLOURS, ordering="status")
    def badge(self, order: Order) -> str:
        return order.status

    @display(description="total", ordering="total")
    def amount(self, order: Order) -> str:
        return str(Money(order.total, order.currency))


def _page(model_admin: ReadOnlyAdmin, request: HttpRequest, object_id: str) -> dict[str, Any]:
    """What the template shows; nothing for an order that does not exist, which Django answers itself."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    try:
        found = staff_order(int(object_id))
    except (NoSuchOrder, ValueError, OverflowError):
        return {}
    payments = reverse("admin:payments_payment_changelist")
    return {
        "found": found,
        "status_colour": STATUS_COLOURS[found.order.status],
        "returns": [(one, RETURN_COLOURS[one.status]) for one in found.order.returns],
        "steps": [(step, STATE_COLOURS[step.state]) for step in found.steps],
        "payment_url": f"{payments}?q={found.order.number}"
        if request.user.has_perm("payments.view_payment")
        else "",
        "documents": [(card, pdf_path(card.id)) for card in documents_of(found.order)]
        if request.user.has_perm("orders.view_document")
        else [],
        "preview_url": f"{reverse('admin:orders_ordermail_preview')}?order={found.order.number}"
        if request.user.has_perm("orders.view_ordermail")
        else "",
    }
