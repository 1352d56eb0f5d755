"""The job dashboard. It shows what jobs were given and can empty a queue, so it is for superusers alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django_rq.admin import QueueAdmin
from django_rq.models import Dashboard

View = Callable[..., HttpResponse]


def for_superusers(view: View) -> View:
    """django-rq itself asks no more than that somebody is staff; who is not logged in is sent to do so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class JobDashboardAdmin(QueueAdmin):
    def get_urls(self) -> list[URLPattern]:
        urls: list[URLPattern] = super().get_urls()  # type: ignore[no-untyped-call]  # django-rq's
        for url in urls:
            url.callback = for_superusers(url.callback)
        return urls

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


admin.site.unregister(Dashboard)
admin.site.register(Dashboard, JobDashboardAdmin)
