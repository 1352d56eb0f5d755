"""The header's fragment for a guest, answered in front of Django: every page a browser loads asks for it.

Somebody known by a cart alone sees nothing there but the number of its lines. So Django's answer for a number is kept
in the process, and is that of every such guest; the number is counted in PostgreSQL each time.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.http import parse_cookie
from django.urls import reverse

from electricityshop.monitoring.statements.scopes import scope
from orders.cart_token import COOKIE, read_token
from orders.domain.owners import Owner
from orders.queries.carts import cart_count

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

COUNT = "orders.cart_count"
"""In the environment of a request whose cart has been counted."""
ASKED_BY = (
    "HTTP_HOST",
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_HX_REQUEST",
)
"""What else the answer may depend on."""
MOST_KEPT = 500


class Kept(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def is_everybodys(self) -> bool:
        return self.status.startswith("200") and all(name.lower() != "set-cookie" for name, _ in self.headers)


def guest_headers(application: Application) -> Application:
    """The WSGI application with the fragment in front of it. What is answered here is not logged, like a cached page."""
    kept: dict[tuple[Any, ...], Kept] = {}

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        count = _count(environ) if _is_asked(environ) else None
        if count is None:
            return application(environ, start_response)
        key = (count, *(environ.get(name) for name in ASKED_BY))
        found = kept.get(key)
        if found is None:
            found = _made(application, environ | {COUNT: count})
            if found.is_everybodys:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                kept[key] = found
        start_response(found.status, list(found.headers))
        return (found.body,)

    return call


def _is_asked(environ: Environ) -> bool:
    is_plain = environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING")
    return is_plain and environ.get("PATH_INFO") == _path()


@cache
def _path() -> str:
    return reverse("orders:header-fragment")


def _count(environ: Environ) -> int | None:
    """Lines in the guest's cart; None for who may be somebody, has messages, or chose a language."""
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    if not cookies.keys() <= {COOKIE, settings.CSRF_COOKIE_NAME}:
        return None
    close_old_connections()
    try:
        with scope("orders:header-fragment"):
            return cart_count(Owner(cart_id=read_token(cookies.get(COOKIE, ""))))
    except DatabaseError:
        return None  # Django says what is wrong
    finally:
        close_old_connections()


def _made(application: Application, environ: Environ) -> Kept:
    said: list[Any] = []
    response = application(environ, lambda status, headers, *_: said.extend((status, headers)))
    try:
        body = b"".join(response)
    finally:
        getattr(response, "close", lambda: None)()
    status, headers = said
    return Kept(status, headers, body)
