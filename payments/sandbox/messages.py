"""What comes in and what goes out, without the sockets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import quote

JSON = "application/json"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: bytes
    headers: Message
    body: bytes


@dataclass(slots=True)
class Reply:
    """``dropped`` closes the connection instead of answering."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    dropped: bool = False


def redirect(location: str) -> Reply:
    """303; what a header cannot carry is percent-encoded, what already is stays as it is."""
    return Reply(303, b"", {"Location": quote(location, safe="!#$%&'()*+,/:;=?@[]~")})
