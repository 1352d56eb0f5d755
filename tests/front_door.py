"""Asking the shop through its WSGI entry point, page cache and all; Django's own test client begins behind it."""

import gzip
from dataclasses import dataclass
from typing import Any

from django.test import RequestFactory

from electricityshop.wsgi import application


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    headers: dict[str, str]
    raw: bytes
    cookies: tuple[str, ...]

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.raw) if packed else self.raw).decode()

    @property
    def cache(self) -> str:
        """X-Cache; empty for what the page cache has nothing to do with."""
        return self.headers.get("x-cache", "")


def ask(path: str, *, method: str = "GET", form: dict[str, str] | None = None, **headers: str) -> Answered:
    """`headers` by name, with underscores: `if_none_match="…"`."""
    headers = {"host": "testserver"} | headers
    factory = RequestFactory(headers={name.replace("_", "-"): value for name, value in headers.items()})
    request = factory.post(path, form) if form is not None else factory.generic(method, path)
    said: list[Any] = []
    body = application(request.environ, lambda status, found, *_: said.extend((status, found)))
    raw = b"".join(body)
    getattr(body, "close", lambda: None)()
    status, found = said
    return Answered(
        int(status.split()[0]),
        {name.lower(): value for name, value in found},
        raw,
        tuple(value for name, value in found if name.lower() == "set-cookie"),
    )
