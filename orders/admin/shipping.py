"""Shipping methods, maintained by staff."""

from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from orders.models import ShippingMethod, ShippingWeightStep


class WeightStepInline(TabularInline):
    model = ShippingWeightStep
    extra = 0
    hide_title = True
    ordering = ("up_to",)


@admin.register(ShippingMethod)
class ShippingMethodAdmin(ModelAdmin):
    list_display = ("name", "code", "kind", "price", "free_from", "position", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("name", "code")
    ordering = ("position", "id")
    inlines = (WeightStepInline,)
