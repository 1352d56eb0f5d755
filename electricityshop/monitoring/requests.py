"""What stands around every page: impossible input turned away, domain errors as friendly pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.shortcuts import render

from electricityshop.errors import DomainError

Respond = Callable[[HttpRequest], HttpResponse]

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}


class ImpossibleInput:
    """Refuses text PostgreSQL cannot store (NUL) and bytes that are no UTF-8, in path, query and forms, with 400."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if b"\0" in query or "\0" in request.path_info or not _is_utf8(query):
            return _refusal(request)
        if _is_form(request) and _has_impossible_text(request):
            return _refusal(request)
        return self.respond(request)


def _is_form(request: HttpRequest) -> bool:
    """A form the pages will read; the API takes none, and says so itself."""
    is_page = not request.path.startswith("/api/")
    return is_page and request.method == "POST" and request.content_type in FORM_TYPES


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _has_impossible_text(request: HttpRequest) -> bool:
    try:
        values = [value for _, values in request.POST.lists() for value in values] + list(request.POST)
    except (RawPostDataException, UnicodeDecodeError):
        return True
    return any("\0" in value or "\ufffd" in value for value in values)


def _refusal(request: HttpRequest) -> HttpResponse:
    message = "The request contains characters that cannot be text. Remove them and try again."
    if request.path.startswith("/api/"):
        from electricityshop.api.problems import problem  # noqa: PLC0415  # only the API needs DRF

        return problem(400, "impossible_text", message)
    return render(request, "errors/domain.html", {"message": message, "status": 400}, status=400)


class DomainErrorPages:
    """Shows a domain error that a view did not handle as a page with the right status."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        context = {"message": exception.message, "status": exception.status}
        response = render(request, "errors/domain.html", context, status=exception.status)
        if exception.retry_after:
            response["Retry-After"] = str(exception.retry_after)
        return response


def shop_context(request: HttpRequest | None = None) -> dict[str, Any]:
    """What every template may use of the shop's settings."""
    return {"shop_name": settings.SHOP_NAME, "is_demo": bool(settings.SANDBOX_URL)}
