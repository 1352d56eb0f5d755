"""Errors outside DRF's views: problems under `/api/`, the site's pages elsewhere. Named in the root URLconf."""

import sys

import structlog
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token

from electricityshop.api.problems import problem
from electricityshop.database_away import is_away

ROOT = "/api/"
AGAIN_AFTER_SECONDS = 2
"""As long as PostgreSQL takes to restart."""

logger = structlog.get_logger(__name__)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_away(exception):  # a session that could not be saved is reported as one that was deleted
        return _database_away(request, exception)
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
    """Says nothing of what went wrong: that is in the log. 503 when it was PostgreSQL that did not answer."""
    error = sys.exc_info()[1]
    if error is not None and is_away(error):
        return _database_away(request, error)
    if not request.path.startswith(ROOT):
        return defaults.server_error(request)
    return problem(500, "server_error", "The fault is ours, and it has been recorded. Try again in a minute.")


def _database_away(request: HttpRequest, error: BaseException) -> HttpResponse:
    logger.warning(
        "PostgreSQL is away", request=f"{request.method} {request.path}", error=type(error).__name__
    )
    if request.path.startswith(ROOT):
        detail = _(
            "The shop cannot answer just now. Send the same request again, with the same key if it has one."
        )
        answer = problem(503, "database_away", detail)
    else:
        answer = HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = str(AGAIN_AFTER_SECONDS)
    return answer
