"""One error shape: RFC 9457 problem details, for domain errors, validation and everything else."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from rest_framework import exceptions, status

from electricityshop.errors import DomainError

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Bad request",
    401: "Not logged in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    413: "Too large",
    415: "Unsupported media type",
    422: "Cannot be processed",
    429: "Too many requests",
    500: "Something went wrong",
    503: "Unavailable",
}


def body(status_code: int, code: str, detail: str, errors: Any = None) -> dict[str, Any]:
    """The members: `type`, `title`, `status`, `detail`, `code`, and `errors` (field to messages) if any."""
    problem_body: dict[str, Any] = {
        "type": f"{settings.SHOP_URL}/api/v1/docs#problem-{code}",
        "title": TITLES.get(status_code, "Error"),
        "status": status_code,
        "detail": detail,
        "code": code,
    }
    if errors:
        problem_body["errors"] = errors
    return problem_body


def problem(status_code: int, code: str, detail: str) -> HttpResponse:
    """A problem outside DRF (middleware, 404 and 500 of the API root)."""
    return JsonResponse(body(status_code, code, detail), status=status_code, content_type=MEDIA_TYPE)


def problem_response(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler. JSON whatever the view renders otherwise; None for what nobody expected."""
    if isinstance(error, DomainError):
        errors = {name: [message] for name, message in error.fields.items()}
        wait = {"Retry-After": str(error.retry_after)} if error.retry_after else None
        return _response(error.status, error.code, error.message, errors, wait)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    headers = {}
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        error.status_code = status.HTTP_401_UNAUTHORIZED
        headers["WWW-Authenticate"] = "Bearer"
    if seconds := getattr(error, "wait", None):  # DRF's Throttled, which the stubs do not know
        headers["Retry-After"] = str(int(seconds) + 1)
    if isinstance(error, exceptions.ValidationError):
        detail = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
        return _response(error.status_code, "invalid_input", "Some fields are not right; see errors.", detail)
    code = error.detail.code if isinstance(error.detail, exceptions.ErrorDetail) else error.default_code
    return _response(error.status_code, str(code), str(error.detail), headers=headers)


def _response(
    status_code: int, code: str, detail: str, errors: Any = None, headers: dict[str, str] | None = None
) -> HttpResponse:
    return JsonResponse(
        body(status_code, code, detail, errors), status=status_code, headers=headers, content_type=MEDIA_TYPE
    )
