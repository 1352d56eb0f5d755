"""Roles of the staff, and what of allauth's tables the admin shows."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group
from unfold.admin import ModelAdmin

from accounts.admin.read_only import ReadOnly

admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    """`manage.py sync_roles` writes the shop's own roles anew."""


@admin.register(EmailAddress)
class EmailAddressAdmin(ReadOnly, ModelAdmin):
    list_display = ("email", "user", "primary", "verified")
    list_select_related = ("user",)
    list_filter = ("verified",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("email__startswith",)
    search_help_text = "How the e-mail address begins."
    ordering = ("-id",)
