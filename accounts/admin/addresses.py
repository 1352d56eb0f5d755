"""Customers' addresses. They are the customers' to change."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from accounts.admin.read_only import ReadOnly
from accounts.models import Address


@admin.register(Address)
class AddressAdmin(ReadOnly, ModelAdmin):
    list_display = ("user", "name", "line1", "postcode", "city", "country", "is_default")
    list_select_related = ("user",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("user__email__startswith", "postcode__startswith", "name__startswith")
    search_help_text = "How the customer's e-mail address, the postcode or the name begins."
    ordering = ("-id",)
