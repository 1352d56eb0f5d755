"""Stock: what is there, and its ledger. Corrections go through the ledger, with a reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from unfold.decorators import action, display

from catalog.admin.stock_take import count_page
from catalog.commands.adjust_stock import AdjustStock, adjust_stock
from catalog.models import StockHold, StockItem, StockMovement
from catalog.queries.scarce_stock import FEW, running_low, sold_out
from electricityshop.staff_admin import ReadOnlyAdmin
from electricityshop.staff_forms import StaffForm, ask_staff


class AdjustForm(StaffForm):
    change = forms.IntegerField(label="Change", help_text="Pieces (or metres) more; negative for fewer.")
    reason = forms.CharField(max_length=200, label="Reason", help_text="Stays in the ledger, with your name.")


class Availability(admin.SimpleListFilter):
    title = "availability"
    parameter_name = "availability"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("out", "sold out"), ("low", f"{FEW} or fewer"), ("held", "with holds")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[StockItem]) -> QuerySet[StockItem]:
        match self.value():
            case "out":
                return queryset.filter(pk__in=sold_out())
            case "low":
                return queryset.filter(pk__in=running_low())
            case "held":
                return queryset.filter(held__gt=0)
        return queryset


@admin.register(StockItem)
class StockItemAdmin(ReadOnlyAdmin):
    list_display = ("sku", "product", "on_hand", "held", "available")
    list_select_related = ("variant__product",)
    list_filter = (Availability,)
    search_fields = ("variant__sku", "variant__ean", "variant__product__name")
    search_help_text = "SKU, EAN or product"
    ordering = ("-variant_id",)
    list_per_page = 50
    show_full_result_count = False
    fields = ("sku", "product", "on_hand", "held", "available", "ledger")
    readonly_fields = ("sku", "product", "available", "ledger")
    actions = ("count_chosen",)
    actions_list = ("count",)
    actions_detail = ("adjust",)

    @display(description="SKU", ordering="variant__sku")
    def sku(self, item: StockItem) -> str:
        return item.variant.sku

    @display(description="product")
    def product(self, item: StockItem) -> str:
        return f"{item.variant.product.name} {item.variant.name}".strip()

    @display(description="available")
    def available(self, item: StockItem) -> int:
        return item.on_hand - item.held

    @display(description="last movements")
    def ledger(self, item: StockItem) -> str:
        lines = (
            (localtime(row.created_at).strftime("%Y-%m-%d %H:%M"), row, row.reference or row.reason)
            for row in _last_movements(item)
        )
        all_of_it = f"{reverse('admin:catalog_stockmovement_changelist')}?variant__id__exact={item.pk}"
        last = format_html_join("", "<div>{} &nbsp; {} &nbsp; {}</div>", lines)
        return format_html('{}<a href="{}" class="underline">The whole ledger</a>', last, all_of_it)

    @action(description="Correct the stock", url_path="adjust", permissions=["adjust"])
    def adjust(self, request: HttpRequest, object_id: str) -> HttpResponse:
        item = get_object_or_404(StockItem, pk=int(object_id) if object_id.isdecimal() else 0)

        def run(data: dict[str, Any]) -> str:
            adjust_stock(AdjustStock(variant_id=item.pk, actor=f"staff:{request.user.pk}", **data))
            return "The stock is corrected."

        return ask_staff(
            request,
            form_class=AdjustForm,
            title=f"Correct the stock of {item.variant.sku}",
            button="Correct",
            run=run,
            back=reverse("admin:catalog_stockitem_change", args=[item.pk]),
        )

    @action(description="Count stock", url_path="count", permissions=["adjust"], icon="fact_check")
    def count(self, request: HttpRequest) -> HttpResponse:
        return count_page(request, back=reverse("admin:catalog_stockitem_changelist"))

    @action(description="Count the chosen", permissions=["adjust"])
    def count_chosen(self, request: HttpRequest, chosen: QuerySet[StockItem]) -> HttpResponse:
        """Their numbers are filled in; how many there are is for who counts."""
        asked = QueryDict(mutable=True)
        asked.setlist(
            "sku", list(chosen.order_by("variant__sku").values_list("variant__sku", flat=True)[:100])
        )
        return HttpResponseRedirect(f"{reverse('admin:catalog_stockitem_count')}?{asked.urlencode()}")

    def has_adjust_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        return request.user.has_perm("catalog.adjust_stock")


def _last_movements(item: StockItem) -> list[StockMovement]:
    """Kept with the item: the admin's theme asks for what a field holds five times a page."""
    kept = vars(item)
    if "last_movements" not in kept:
        kept["last_movements"] = list(StockMovement.objects.filter(variant_id=item.pk).order_by("-id")[:20])
    found: list[StockMovement] = kept["last_movements"]
    return found


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnlyAdmin):
    list_display = (
        "created_at",
        "variant",
        "kind",
        "on_hand_change",
        "held_change",
        "reference",
        "reason",
        "actor",
    )
    list_select_related = ("variant",)
    list_filter = ("kind",)
    search_fields = ("variant__sku", "reference")
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False


@admin.register(StockHold)
class StockHoldAdmin(ReadOnlyAdmin):
    list_display = ("variant", "reference", "quantity", "state", "expires_at")
    list_select_related = ("variant",)
    list_filter = ("state",)
    search_fields = ("variant__sku", "reference")
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
