"""Building the busiest pages again after much was forgotten, before anybody asks for them."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from electricityshop.caching import connection
from electricityshop.caching.pages.front import UNCOUNTED
from electricityshop.caching.statistics import busiest

MOST_PAGES = 200
WARMED = f"{settings.CACHE_PREFIX}warmed"

Addresses = Callable[[int], Iterable[str]]
_SOURCES: list[Addresses] = []
_AFTER: set[str] = set()


def warms(addresses: Addresses, *, after: Iterable[str]) -> None:
    """Declare pages worth building (given how many, their addresses) once one of the tags `after` was touched."""
    _SOURCES.append(addresses)
    _AFTER.update(after)


def warm_if_forgotten() -> int:
    """Build pages if much was forgotten since the last time; how many were asked for. Raises `Away`."""
    redis = connection.client()
    connection.note()
    touched = b"|".join(found or b"" for found in redis.hmget(connection.TAGS, "@", *sorted(_AFTER)))
    if redis.getset(WARMED, touched) == touched:
        return 0
    redis.expire(WARMED, connection.TAG_SECONDS)
    return warm()


def warm(most: int = MOST_PAGES) -> int:
    """Ask for what shoppers asked for most, then for what the apps name; how many. Raises `Away`."""
    named = (address for source in _SOURCES for address in source(most))
    addresses = list(dict.fromkeys([*busiest(most), *named]))[:most]
    application = import_string(settings.WSGI_APPLICATION)
    for address in addresses:
        _ask(application, address)
    return len(addresses)


def _ask(application: Any, address: str) -> None:
    """As a shopper would, at the shop's own address, without being counted as one."""
    path, _, query = address.partition("?")
    shop = urlsplit(settings.SHOP_URL)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": shop.hostname or "localhost",
        "SERVER_PORT": str(shop.port or (443 if shop.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": shop.netloc,
        "wsgi.url_scheme": shop.scheme,
        "wsgi.input": BytesIO(),
        UNCOUNTED: True,
    }
    if header := settings.SECURE_PROXY_SSL_HEADER:
        environ[header[0]] = shop.scheme
    body = application(environ, lambda *_: None)
    getattr(body, "close", lambda: None)()
