"""Devices that are logged in through the API."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.admin.read_only import ReadOnly
from accounts.commands.revoke_refresh_tokens import RevokeRefreshTokens, revoke_refresh_tokens
from accounts.models import RefreshToken

MOST_AT_ONCE = 100


@admin.register(RefreshToken)
class RefreshTokenAdmin(ReadOnly, ModelAdmin):
    list_display = ("user", "family", "created_at", "expires_at", "state")
    list_select_related = ("user",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("user__email__startswith",)
    search_help_text = "How the customer's e-mail address begins."
    ordering = ("-id",)
    fields = ("user", "family", "created_at", "expires_at", "spent_at", "revoked_at")
    actions = ("revoke",)

    @display(description="State", label={"in use": "success", "traded": "info", "ended": "danger"})
    def state(self, token: RefreshToken) -> str:
        if token.revoked_at or token.expires_at <= timezone.now():
            return "ended"
        return "traded" if token.spent_at else "in use"

    @admin.action(description="Log these devices out", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[RefreshToken]) -> None:
        families = set(queryset.values_list("family", flat=True)[: MOST_AT_ONCE + 1])
        if len(families) > MOST_AT_ONCE:
            messages.error(request, f"Choose at most {MOST_AT_ONCE} at once.")
            return
        for family in families:
            revoke_refresh_tokens(RevokeRefreshTokens(family=family, now=timezone.now()))
        messages.success(request, f"{len(families)} devices are logged out.")

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_refreshtoken")
