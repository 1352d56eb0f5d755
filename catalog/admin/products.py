"""Products and their variants."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display

from catalog.admin.specification_form import SpecificationForm
from catalog.caching import invalidate_product
from catalog.commands.publish_products import PublishProducts, publish_products
from catalog.models import Product, ProductImage, Variant
from catalog.summaries import refresh_summaries
from electricityshop.money import Money


class VariantInline(TabularInline):
    """What staff changes most; the rest is on the variant's own page. Nothing is deleted: its ledger stays."""

    model = Variant
    extra = 0
    ordering = ("position", "id")
    fields = ("sku", "name", "price", "weight", "sale_unit", "position", "is_active")
    hide_title = True
    can_delete = False
    show_change_link = True
    per_page = 20


class ImageInline(TabularInline):
    model = ProductImage
    extra = 0
    ordering = ("position",)
    fields = ("file", "alternative_text", "position")
    hide_title = True


@admin.register(Product)
class ProductAdmin(ModelAdmin):
    form = SpecificationForm
    list_display = ("name", "brand", "category", "from_price", "is_published", "updated_at")
    list_select_related = ("brand", "category")
    list_filter = ("is_published", "tax_class", "source")
    search_fields = ("name", "slug", "variants__sku", "variants__ean")
    search_help_text = "Name, SKU or EAN"
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ("brand", "category")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (VariantInline, ImageInline)
    actions = ("publish", "withdraw", "purge")
    fieldsets = (
        (None, {"fields": (("name", "slug"), ("brand", "category"), ("tax_class", "is_published"))}),
        ("Text", {"fields": ("summary", "description")}),
        ("Specification", {"fields": ("specification", "variant_axes", "popularity")}),
        ("Derived", {"fields": (("from_price", "up_to_price"), ("source", "updated_at"))}),
    )
    readonly_fields = ("from_price", "up_to_price", "source", "updated_at")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Prices and search follow the variants, in the same transaction."""
        super().save_related(request, form, formsets, change)
        refresh_summaries([form.instance.pk])

    @display(description="price", ordering="price")
    def from_price(self, product: Product) -> str:
        return _price(product.price)

    @display(description="highest price")
    def up_to_price(self, product: Product) -> str:
        return _price(product.price_to)

    @action(description="Publish", permissions=["change"])
    def publish(self, request: HttpRequest, chosen: QuerySet[Product]) -> None:
        _publish(request, chosen, is_published=True)

    @action(description="Withdraw from the shop", permissions=["change"])
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Product]) -> None:
        _publish(request, chosen, is_published=False)

    @action(description="Forget in the cache", permissions=["change"])
    def purge(self, request: HttpRequest, chosen: QuerySet[Product]) -> None:
        """Changes are noticed by themselves: this is for doubts."""
        ids = tuple(chosen.values_list("pk", flat=True))
        invalidate_product(*ids)
        messages.success(request, f"{len(ids)} products will be read from the database again.")


def _publish(request: HttpRequest, chosen: QuerySet[Product], *, is_published: bool) -> None:
    ids = tuple(chosen.values_list("pk", flat=True))
    changed = publish_products(PublishProducts(product_ids=ids, is_published=is_published))
    messages.success(request, f"{changed} products changed.")


@admin.register(Variant)
class VariantAdmin(ModelAdmin):
    form = SpecificationForm
    list_display = ("sku", "product", "name", "cost", "ean", "is_active")
    list_select_related = ("product",)
    list_filter = ("is_active", "sale_unit")
    search_fields = ("sku", "ean", "manufacturer_number", "product__name")
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ("product",)
    fieldsets = (
        (None, {"fields": (("sku", "name"), ("product", "position"), "is_active")}),
        ("Selling", {"fields": (("price", "weight"), "sale_unit", ("minimum_quantity", "quantity_step"))}),
        ("Codes", {"fields": (("ean", "manufacturer_number"),)}),
        ("Specification", {"fields": ("specification",)}),
    )

    def save_model(self, request: HttpRequest, obj: Variant, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        refresh_summaries([obj.product_id])

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A SKU that was ever sold or stocked is deactivated, not deleted: its ledger stays."""
        return False

    @display(description="price", ordering="price")
    def cost(self, variant: Variant) -> str:
        return _price(variant.price)


def _price(amount: int | None) -> str:
    return "not for sale" if amount is None else str(Money(amount, settings.SHOP_CURRENCY))
