"""Forged requests, kept out of a form that carries no token."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[[HttpRequest], HttpResponse]


def same_origin_or_token(view: View) -> View:
    """Let a POST through that its browser says comes from this site; any other needs Django's CSRF token.

    Catalogue pages are the same for every visitor and are cached, so their "add to cart" cannot hold a token of
    one visitor. No page of another site can choose the two headers looked at here.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        return view(request) if _is_ours(request) else protected(request)

    return csrf_exempt(answer)


def _is_ours(request: HttpRequest) -> bool:
    fetched_by = request.headers.get("Sec-Fetch-Site")
    if fetched_by is not None:
        return fetched_by == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
