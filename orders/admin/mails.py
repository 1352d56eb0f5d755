"""The mails owed and sent, and how each of them looks."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.decorators import action

from electricityshop.staff_admin import ReadOnlyAdmin
from orders.admin import previews
from orders.models import OrderMail


class SentFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("sent", "sent"), ("owed", "owed"), ("refused", "refused at least once")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "sent":
                return queryset.exclude(sent_at=None)
            case "owed":
                return queryset.filter(sent_at=None)
            case "refused":
                return queryset.filter(sent_at=None).exclude(error="")
        return queryset


@admin.register(OrderMail)
class OrderMailAdmin(ReadOnlyAdmin):
    list_display = ("kind", "order", "sent_at", "due_at", "attempts", "error")
    list_filter = ("kind", SentFilter)
    list_select_related = ("order",)
    search_fields = ("order__number__istartswith", "order__email__istartswith")
    search_help_text = "Number of the order or e-mail address"
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    fields = readonly_fields = (
        "kind",
        "order",
        "key",
        "message_id",
        "attempts",
        "due_at",
        "sent_at",
        "error",
    )
    actions_list = ("show_previews",)

    def get_custom_urls(self) -> tuple[tuple[str, str, Any], ...]:
        return (
            ("preview/", "orders_ordermail_preview", previews.preview),
            ("preview/html/", "orders_ordermail_preview_html", previews.preview_html),
            ("preview/attachment/", "orders_ordermail_preview_attachment", previews.preview_attachment),
        )

    @action(description="Preview the mails", url_path="previews", permissions=["view"], icon="preview")
    def show_previews(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:orders_ordermail_preview"))
