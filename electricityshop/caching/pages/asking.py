"""What a request asks of a cached page: address and parameters in one form, nothing personal."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any
from urllib.parse import quote_plus, unquote_to_bytes

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from electricityshop.caching.pages.profiles import Memory, Profile

Environ = dict[str, Any]

PERSONAL = (
    "HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE", "HTTP_X_CSRFTOKEN", "HTTP_X_CART_TOKEN", "HTTP_ACCEPT",
)  # fmt: skip
"""What tells one visitor from another, or asks for another answer than the whole page."""
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Asking:
    """`query` is in the profile's own order. `set_cookie` is what the browser shall remember, empty for nothing new."""

    key: str
    address: str
    """Path and query, as it can be asked for again."""
    query: str
    set_cookie: str

    def anonymous(self, environ: Environ) -> Environ:
        """The same request without anything personal, from anybody."""
        bare = {name: value for name, value in environ.items() if name not in PERSONAL}
        return bare | {"QUERY_STRING": self.query, "REQUEST_METHOD": "GET"}


def asking(environ: Environ, profile: Profile) -> Asking:
    remembered = _remembered(environ.get("HTTP_COOKIE", ""), profile.remembers) if profile.remembers else ()
    query, chosen = in_order(profile, environ.get("QUERY_STRING", ""), remembered)
    path = quote_plus(environ.get("PATH_INFO", "").encode("latin-1"), safe="/:@!$&'()*,;=-._~")
    address = f"{path}?{query}" if query else path
    where = f"{_release()} {_scheme(environ)}://{environ.get('HTTP_HOST', '')}{address}"
    key = f"page:{profile.name}:{blake2b(where.encode('latin-1', 'replace'), digest_size=16).hexdigest()}"
    return Asking(key, address, query, _cookies(environ, profile, chosen) if chosen else "")


@lru_cache(maxsize=8192)
def in_order(
    profile: Profile, query: str, remembered: tuple[tuple[str, str], ...]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The parameters the profile names, in one order and not empty; and those just chosen that are to be remembered."""
    found = _parameters(profile, query)
    chosen = []
    for memory in profile.remembers:
        name = memory.parameter
        (given,) = found[name] or [b""]
        if given.decode("latin-1") in memory.values:
            chosen.append((name, given.decode("latin-1")))
        elif not given:
            found.update((known, [value.encode()]) for known, value in remembered if known == name)
        if found[name] == [memory.values[0].encode()]:
            found[name] = []
    query = "&".join(f"{name}={quote_plus(value)}" for name, values in found.items() for value in values)
    return query, tuple(chosen)


def _parameters(profile: Profile, query: str) -> dict[str, list[bytes]]:
    """Name to values: the last one given, or all different ones of a parameter that may be given several times."""
    given: dict[str, dict[str, list[bytes]]] = {name: {} for name in profile.vary_by}
    for part in query.split("&"):
        parameter, _, value = part.partition("=")
        name = profile.named(parameter) if value else None
        if name:
            given[name].setdefault(parameter, []).append(unquote_to_bytes(value.replace("+", " ")))
    found: dict[str, list[bytes]] = {}
    for name in profile.vary_by:
        if name.endswith("*"):
            found |= {parameter: sorted(set(values)) for parameter, values in sorted(given[name].items())}
        else:
            found[name] = given[name].get(name, [])[-1:]
    return found


def _remembered(cookies: str, memories: tuple[Memory, ...]) -> tuple[tuple[str, str], ...]:
    """What the browser remembers, if it is one of the values there are."""
    found = []
    for memory in memories:
        match = re.search(rf"(?:^|;\s*){re.escape(memory.cookie)}=([^;]*)", cookies)
        if match and match[1] in memory.values:
            found.append((memory.parameter, match[1]))
    return tuple(found)


def _cookies(environ: Environ, profile: Profile, chosen: tuple[tuple[str, str], ...]) -> str:
    known = dict(_remembered(environ.get("HTTP_COOKIE", ""), profile.remembers))
    cookies = {memory.parameter: memory.cookie for memory in profile.remembers}
    for name, value in chosen:
        if known.get(name) != value:
            secure = "; Secure" if _scheme(environ) == "https" else ""
            return f"{cookies[name]}={value}; HttpOnly; Max-Age={_YEAR}; Path=/; SameSite=Lax{secure}"
    return ""


@cache
def _release() -> str:
    """Changes with the static files: a page of an older release would ask for files that are gone."""
    return str(getattr(staticfiles_storage, "manifest_hash", ""))


def _scheme(environ: Environ) -> str:
    """As Django sees it behind a proxy of ours."""
    header = settings.SECURE_PROXY_SSL_HEADER
    if header and header[0] in environ:
        return "https" if environ[header[0]].split(",")[0].strip() == header[1] else "http"
    return str(environ.get("wsgi.url_scheme", "http"))
