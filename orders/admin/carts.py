"""Carts, to look at when a customer calls."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from electricityshop.staff_admin import ReadOnlyAdmin, ReadOnlyInline
from orders.models import Cart, CartLine


class CartLineInline(ReadOnlyInline):
    model = CartLine
    fields = ("variant", "quantity", "added_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CartLine]:
        lines: QuerySet[CartLine] = super().get_queryset(request)
        return lines.select_related("variant").order_by("id")


@admin.register(Cart)
class CartAdmin(ReadOnlyAdmin):
    list_display = ("id", "user", "line_count", "updated_at")
    list_select_related = ("user",)
    search_fields = ("id", "user__email")
    ordering = ("-updated_at",)
    list_per_page = 50
    show_full_result_count = False
    fields = ("id", "user", "created_at", "updated_at")
    readonly_fields = ("id", "created_at", "updated_at")
    inlines = (CartLineInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cart]:
        carts: QuerySet[Cart] = super().get_queryset(request)
        return carts.annotate(line_count=Count("lines"))

    @display(description="lines")
    def line_count(self, cart: Cart) -> int:
        return int(cart.line_count)  # type: ignore[attr-defined]  # annotated above
