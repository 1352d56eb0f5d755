"""Disputes: what customers asked their banks back."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from electricityshop.money import Money
from payments.adapters.dashboard import dashboard_url
from payments.admin.read_only import ReadOnly
from payments.models import Dispute

STATES = {
    "needs_response": "danger", "warning_needs_response": "danger", "appeal_needs_response": "danger",
    "won": "success", "lost": "warning",
}  # fmt: skip


class OverFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "over"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("no", "Open"), ("yes", "Over")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Dispute]) -> QuerySet[Dispute]:
        if self.value() not in {"no", "yes"}:
            return queryset
        return queryset.filter(closed_at__isnull=self.value() == "no")


class DisputeInline(ReadOnly, TabularInline):
    model = Dispute
    fields = ("id", "money", "reason", "status", "due_by", "closed_at")
    readonly_fields = fields
    extra = 0

    @display(description="Amount")
    def money(self, dispute: Dispute) -> str:
        return str(Money(dispute.amount, dispute.currency))


@admin.register(Dispute)
class DisputeAdmin(ReadOnly, ModelAdmin):
    list_display = ("id", "payment", "money", "reason", "current_status", "due_by", "opened_at")
    list_filter = (OverFilter,)
    list_select_related = ("payment",)
    list_per_page = 50
    show_full_result_count = False
    paginator = InfinitePaginator
    search_fields = ("id__exact", "payment__reference__startswith")
    search_help_text = "A whole du_…, or how the reference begins."
    ordering = ("-opened_at",)
    fields = (
        "id", "payment", "money", "reason", "current_status", "due_by", "opened_at", "closed_at", "at_provider",
    )  # fmt: skip
    readonly_fields = fields

    @display(description="Amount", ordering="amount")
    def money(self, dispute: Dispute) -> str:
        return str(Money(dispute.amount, dispute.currency))

    @display(description="Status", label=STATES, ordering="status")
    def current_status(self, dispute: Dispute) -> str:
        return dispute.status

    @display(description="Answer it at Stripe")
    def at_provider(self, dispute: Dispute) -> str:
        url = dashboard_url(dispute.intent)
        if not url:
            return dispute.intent or "-"
        return format_html('<a href="{}" rel="noreferrer">{}</a>', url, dispute.intent)
