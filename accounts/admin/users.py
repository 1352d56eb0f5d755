"""Customers and staff."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm

from accounts.admin.user_forms import NewUserForm
from accounts.commands.request_password_reset import RequestPasswordReset, request_password_reset
from accounts.commands.revoke_refresh_tokens import RevokeRefreshTokens, revoke_refresh_tokens
from accounts.models import User

MOST_AT_ONCE = 100
POWERS = ("is_staff", "is_superuser", "groups", "user_permissions")


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Powers are a superuser's to give, and staff accounts a superuser's to change: nobody makes themselves more."""

    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("email", "name", "is_staff", "is_active", "date_joined", "last_login")
    list_filter = ("is_staff", "is_active")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("email__startswith", "name__icontains")
    search_help_text = "How the e-mail address begins, or a part of the name."
    ordering = ("-id",)
    filter_horizontal = ("groups", "user_permissions")
    readonly_fields = ("email", "date_joined", "last_login")
    fieldsets = (
        (None, {"fields": ("email", "name", "is_active")}),
        ("Powers", {"fields": POWERS}),
        ("Dates", {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    actions = ("send_reset_link", "end_api_logins")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT002  # Django's own signature
        if obj is None:
            return super().get_form(request, obj, change=change, **kwargs)
        return ModelAdmin.get_form(self, request, obj, change=change, **kwargs)  # without the password's hash

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return self.readonly_fields if request.user.is_superuser else (*self.readonly_fields, *POWERS)

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return ("email__startswith",) if "@" in request.GET.get("q", "") else self.search_fields

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[User], search_term: str) -> Any:
        return super().get_search_results(request, queryset, search_term.lower())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and (obj.is_staff or obj.is_superuser) and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser and super().has_delete_permission(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Only for superusers: everybody else sends a link, and never knows somebody's password."""
        if not request.user.is_superuser:
            raise PermissionDenied
        response: HttpResponse = super().user_change_password(request, id, form_url)
        return response

    @admin.action(description="Send a link to set a new password", permissions=["change"])
    def send_reset_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in self._chosen(request, queryset):
            request_password_reset(RequestPasswordReset(user_id=user))

    @admin.action(description="Log out of all API devices", permissions=["change"])
    def end_api_logins(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in self._chosen(request, queryset):
            revoke_refresh_tokens(RevokeRefreshTokens(user_id=user, now=timezone.now()))

    def _chosen(self, request: HttpRequest, queryset: QuerySet[User]) -> list[int]:
        allowed = (
            queryset if request.user.is_superuser else queryset.filter(is_staff=False, is_superuser=False)
        )
        chosen = list(allowed.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            messages.error(request, f"Choose at most {MOST_AT_ONCE} at once.")
            return []
        messages.success(request, f"Done for {len(chosen)} users.")
        return chosen
