"""Errors outside DRF's views: problems under `/api/`, the site's pages elsewhere. Named in the root URLconf."""

from django.http import HttpRequest, HttpResponse
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token

from electricityshop.api.problems import problem

ROOT = "/api/"


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not request.path.startswith(ROOT):
        return defaults.bad_request(request, exception)
    return problem(400, "bad_request", "The request cannot be understood.")


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not request.path.startswith(ROOT):
        return defaults.permission_denied(request, exception)
    return problem(403, "permission_denied", "You may not do this.")


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not request.path.startswith(ROOT):
        return defaults.page_not_found(request, exception)
    return problem(404, "not_found", "There is nothing at this address; /api/v1/docs lists what there is.")


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Says nothing of what went wrong: that is in the log."""
    if not request.path.startswith(ROOT):
        return defaults.server_error(request)
    return problem(500, "server_error", "The fault is ours, and it has been recorded. Try again in a minute.")
