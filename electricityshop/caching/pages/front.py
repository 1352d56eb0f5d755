"""In front of Django: pages that have a profile are answered from the cache, all else goes through."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import get_path_info

from electricityshop.caching.answers import Answer, Outcome, Recipe, answer
from electricityshop.caching.pages.asking import Asking, Environ, asking
from electricityshop.caching.pages.page import Headers, Page
from electricityshop.caching.pages.profiles import Profile, profile_of
from electricityshop.caching.statistics import count

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

UNCOUNTED = "electricityshop.uncounted"
"""In the environment of a request that no shopper made."""


def cached_pages(application: Application) -> Application:
    """The WSGI application with the page cache in front of it."""

    def call(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return application(environ, start_response)
        profile = profile_of(_path(environ))
        if profile is None:
            return application(environ, start_response)
        started = time.perf_counter()
        asked = asking(environ, profile)
        found = page(application, environ, profile, asked)
        if UNCOUNTED not in environ:
            count("page", profile.name, found.outcome, asked.address)
        return _sent(environ, start_response, asked, found, started)

    return call


def page(application: Application, environ: Environ, profile: Profile, asked: Asking) -> Answer[Page]:
    """From the cache, or asked of Django as nobody in particular."""
    recipe = Recipe(
        key=asked.key,
        build=lambda: _made(application, asked.anonymous(environ), profile),
        tags=(f"page:{profile.name}",),
        seconds=profile.seconds,
        encode=Page.encoded,
        decode=Page.decoded,
        is_kept=_is_kept,
    )
    if not settings.PAGE_CACHE:
        return Answer(recipe.build(), Outcome.BYPASS, time.time())
    found = answer(recipe)
    if not found.value.is_kept:
        return Answer(found.value, Outcome.BYPASS, found.built_at)
    return found


def _is_kept(made: Page) -> bool:
    return made.is_kept


def _path(environ: Environ) -> str:
    raw = environ.get("PATH_INFO") or "/"
    return raw if raw.isascii() else get_path_info(environ)


def _made(application: Application, environ: Environ, profile: Profile) -> Page:
    said: list[Any] = []

    def start_response(status: str, headers: Headers, *_: Any) -> None:
        said[:] = [status, headers]

    response = application(environ, start_response)
    try:
        body = b"".join(response)
    finally:
        close = getattr(response, "close", None)
        if close is not None:
            close()
    status, headers = said
    return Page.made_from(status, headers, body, cache_control=profile.cache_control, vary=profile.vary)


def _sent(
    environ: Environ, start_response: StartResponse, asked: Asking, found: Answer[Page], started: float
) -> Iterable[bytes]:
    made, outcome = found.value, found.outcome
    extra = [("X-Cache", outcome.value)]
    if outcome in {Outcome.HIT, Outcome.STALE}:
        extra.append(("Age", str(max(0, int(time.time() - found.built_at)))))
    if asked.set_cookie:
        extra.append(("Set-Cookie", asked.set_cookie))
    took = (time.perf_counter() - started) * 1000
    extra.append(("Server-Timing", f"cache;desc={outcome.value};dur={took:.2f}"))
    if_none_match = environ.get("HTTP_IF_NONE_MATCH")
    if if_none_match and made.is_known(if_none_match):
        start_response("304 Not Modified", [*made.headers_unchanged, *extra])
        return ()
    if _takes_gzip(environ) and made.packed is not None:
        start_response(made.status, [*made.headers_packed, *extra])
        body = made.packed
    else:
        start_response(made.status, [*made.headers_plain, *extra])
        body = made.body
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def _takes_gzip(environ: Environ) -> bool:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    if "gzip" not in accepted:
        return False
    return not any(
        part.partition(";")[0].strip() == "gzip" and part.replace(" ", "").endswith(("q=0", "q=0.0"))
        for part in accepted.split(",")
    )
