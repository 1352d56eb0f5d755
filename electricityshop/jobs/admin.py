"""The jobs for staff: queues, workers, what is due and late, and dead letters to look at and bring back."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from redis.exceptions import RedisError

from electricityshop.jobs.dead_letters import DryRun, NoSuchLetter, dry_run, replay
from electricityshop.jobs.models import Jobs
from electricityshop.jobs.overview import overview
from electricityshop.staff_admin import ReadOnlyAdmin


@admin.register(Jobs)
class JobsAdmin(ReadOnlyAdmin):
    """There are no rows: the list is one page, and below it one page per dead letter."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.overview), name="jobs_jobs_changelist"),
            path("dead/<str:kind>/<path:key>/", view(self.letter), name="jobs_jobs_letter"),
        ]

    def overview(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("jobs.view_jobs"):
            raise PermissionDenied
        context = {"title": "Jobs", "overview": overview(), "may_replay": _may_replay(request)}
        return self._page(request, "admin/jobs.html", context)

    def letter(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        """The dry run; sent as a form, the replay."""
        needed = "jobs.replay_jobs" if request.method == "POST" else "jobs.view_jobs"
        if not request.user.has_perm(needed):
            raise PermissionDenied
        try:
            if request.method == "POST":
                return _replayed(request, kind, key)
            found = dry_run(kind, key)
        except NoSuchLetter as error:
            raise Http404(error.message) from error
        except RedisError:
            messages.error(request, "The queue's Redis does not answer. Try again when it does.")
            return HttpResponseRedirect(reverse("admin:jobs_jobs_changelist"))
        context = {"title": "Replay?", "found": found, "may_replay": _may_replay(request)}
        return self._page(request, "admin/dead_letter.html", context)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        return render(request, template, {**self.admin_site.each_context(request), **context})


def _replayed(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    found = replay(kind, key)
    _log(request, found)
    messages.success(request, "Closed: all of it was done." if found.is_all_done else "It runs again now.")
    return HttpResponseRedirect(reverse("admin:jobs_jobs_changelist"))


def _log(request: HttpRequest, found: DryRun) -> None:
    """Who, what, and what was still to do at that moment."""
    LogEntry.objects.create(
        user_id=str(request.user.pk),
        content_type=ContentType.objects.get_for_model(Jobs),
        object_id=f"{found.kind}/{found.key}",
        object_repr=f"{found.kind} {found.key}"[:200],
        action_flag=CHANGE,
        change_message=f"Replayed {found.function}. {found.sentence}",
    )


def _may_replay(request: HttpRequest) -> bool:
    return request.user.has_perm("jobs.replay_jobs")
