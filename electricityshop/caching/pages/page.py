"""A whole answer as it is kept: compressed once, with what a client may ask about it."""

import gzip
from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b
from typing import Any

Headers = list[tuple[str, str]]

SMALL = 600
"""Bodies of fewer bytes are not worth compressing."""
_LEVEL = 5
_OURS = {
    "content-length",
    "content-encoding",
    "vary",
    "etag",
    "cache-control",
    "age",
    "x-cache",
    "server-timing",
}
_OF_A_304 = {"etag", "cache-control", "vary", "content-location", "expires"}


class Page:
    """`status` as WSGI has it. `packed` is the body in gzip, `body` as it is; either is made from the other."""

    def __init__(
        self, status: str, headers: Headers, *, body: bytes | None = None, packed: bytes | None = None
    ) -> None:
        self.status = status
        self.headers = headers
        self._body = body
        self._packed = packed

    @classmethod
    def made_from(
        cls, status: str, headers: Iterable[tuple[str, str]], body: bytes, *, cache_control: str, vary: str
    ) -> "Page":
        """What a view answered, with the headers that the cache decides; a view's own ETag and Cache-Control stay."""
        own = {name.lower(): value for name, value in headers}
        kept = [(name, value) for name, value in headers if name.lower() not in _OURS]
        if status.startswith("200"):
            tag = own.get("etag") or f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
            kept += [
                ("ETag", tag),
                ("Cache-Control", own.get("cache-control") or cache_control),
                ("Vary", vary),
            ]
        else:
            kept += [(name, own[name.lower()]) for name in ("Cache-Control", "Vary") if name.lower() in own]
        return cls(status, kept, body=body)

    @classmethod
    def decoded(cls, kept: Any) -> "Page":
        status, headers, is_packed, body = kept
        pairs = [(name, value) for name, value in headers]
        return cls(status, pairs, packed=body) if is_packed else cls(status, pairs, body=body)

    def encoded(self) -> Any:
        """Plain data, see `decoded`."""
        body = self.packed
        return [self.status, self.headers, body is not None, self.body if body is None else body]

    @cached_property
    def body(self) -> bytes:
        return gzip.decompress(self._packed) if self._packed is not None else self._body or b""

    @cached_property
    def packed(self) -> bytes | None:
        """None for small ones."""
        if self._packed is None and len(self._body or b"") > SMALL:
            return gzip.compress(self._body or b"", _LEVEL, mtime=0)
        return self._packed

    @cached_property
    def headers_packed(self) -> Headers:
        return [*self.headers, ("Content-Encoding", "gzip"), ("Content-Length", str(len(self.packed or b"")))]

    @cached_property
    def headers_plain(self) -> Headers:
        return [*self.headers, ("Content-Length", str(len(self.body)))]

    @cached_property
    def headers_unchanged(self) -> Headers:
        """Of a 304."""
        return [(name, value) for name, value in self.headers if name.lower() in _OF_A_304]

    @cached_property
    def etag(self) -> str:
        return next((value for name, value in self.headers if name == "ETag"), "")

    @property
    def is_kept(self) -> bool:
        """Only what is a success, and sets nothing in anybody's browser."""
        return self.status.startswith("200") and not any(
            name.lower() == "set-cookie"
            or (name == "Cache-Control" and ("private" in value or "no-store" in value))
            for name, value in self.headers
        )

    def is_known(self, if_none_match: str) -> bool:
        """Whether a client that sends this has the page already."""
        tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
        return bool(self.etag) and (tags == ["*"] or self.etag.removeprefix("W/") in tags)
