"""The webhook inbox."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.paginator import InfinitePaginator

from payments.admin.read_only import MOST_AT_ONCE, ReadOnly
from payments.commands.reopen_webhook import ReopenWebhook, reopen_webhook
from payments.models import WebhookEvent
from payments.processing import HANDLERS


class TypeFilter(admin.SimpleListFilter):
    """The types that mean something here; listing those that occur would read the whole table."""

    title = "type"
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(name, name) for name in HANDLERS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[WebhookEvent]) -> QuerySet[WebhookEvent]:
        return queryset.filter(type=self.value()) if self.value() in HANDLERS else queryset


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnly, ModelAdmin):
    list_display = ("id", "type", "received_at", "processed_at", "attempts", "outcome")
    list_filter = (("processed_at", admin.EmptyFieldListFilter), TypeFilter)
    list_per_page = 50
    show_full_result_count = False
    paginator = InfinitePaginator
    search_fields = ("id__exact",)
    search_help_text = "A whole evt_…"
    ordering = ("-received_at",)
    fields = (*list_display, "next_attempt_at", "payload")
    readonly_fields = fields
    actions = ("process_again",)

    def has_process_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.change_webhookevent")

    @admin.action(description="Process again", permissions=["process"])
    def process_again(self, request: HttpRequest, queryset: QuerySet[WebhookEvent]) -> None:
        chosen = list(queryset.order_by().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            messages.error(request, f"Choose at most {MOST_AT_ONCE} at once.")
            return
        for event_id in chosen:
            reopen_webhook(ReopenWebhook(event_id))
        messages.success(request, f"{len(chosen)} events are processed again; reload in a moment.")
