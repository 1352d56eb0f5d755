"""`/jobs/`: django-rq's dashboard. It asks no more than that somebody is staff; here it takes a permission."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.views.decorators.cache import never_cache
from django_rq.urls import urlpatterns as dashboard
from rq.exceptions import NoSuchJobError

View = Callable[..., HttpResponse]

READING = {"GET", "HEAD", "OPTIONS"}


def for_those_permitted(view: View) -> View:
    """Looking takes `jobs.view_jobs`, anything else `jobs.change_jobs`; who is not logged in is sent to do so."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        needed = "jobs.view_jobs" if request.method in READING else "jobs.change_jobs"
        if not (request.user.is_staff and request.user.has_perm(needed)):
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except (LookupError, ValueError, NoSuchJobError) as error:  # its own checks of an address are few
            raise Http404 from error

    return guarded


LEFT_OUT = (
    "^stats.json/(?P<token>",  # an address with a secret in it ends in logs
    "schedulers/",  # another package's, which is not installed
)
app_name = "django_rq"
urlpatterns = [
    URLPattern(url.pattern, for_those_permitted(url.callback), url.default_args, url.name)
    for url in dashboard
    if not str(url.pattern).startswith(LEFT_OUT)
]
