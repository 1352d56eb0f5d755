"""The database for staff: what it was asked, what was slow, its indexes and tables."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from electricityshop.monitoring.commands.forget_statements import ForgetStatements, forget_statements
from electricityshop.monitoring.models import Database
from electricityshop.monitoring.overview import overview
from electricityshop.monitoring.queries.statement_statistics import BY
from electricityshop.staff_admin import ReadOnlyAdmin


@admin.register(Database)
class DatabaseAdmin(ReadOnlyAdmin):
    """There are no rows: the list is one page."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.overview), name="monitoring_database_changelist"),
            path("reset/", view(self.reset), name="monitoring_database_reset"),
        ]

    def overview(self, request: HttpRequest) -> HttpResponse:
        """`by` orders the tables, `scope` chooses one view or job."""
        if not request.user.has_perm("monitoring.view_database"):
            raise PermissionDenied
        asked = request.GET.get("by", "")
        by = next((known for known in BY if known == asked), BY[0])
        context = {
            "title": gettext("Database"),
            "overview": overview(by=by, scope=request.GET.get("scope", "")[:200]),
            "orders": BY,
            "may_reset": request.user.has_perm("monitoring.reset_database"),
        }
        return render(request, "admin/database.html", {**self.admin_site.each_context(request), **context})

    def reset(self, request: HttpRequest) -> HttpResponse:
        """Begin to count anew."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("monitoring.reset_database"):
            raise PermissionDenied
        forget_statements(ForgetStatements())
        _log(request)
        messages.success(request, gettext("Counting begins anew."))
        return HttpResponseRedirect(reverse("admin:monitoring_database_changelist"))


def _log(request: HttpRequest) -> None:
    LogEntry.objects.create(
        user_id=str(request.user.pk),
        content_type=ContentType.objects.get_for_model(Database),
        object_id="statements",
        object_repr="statement statistics",
        action_flag=CHANGE,
        change_message="Reset the statement statistics.",
    )
