"""Asking the shop over HTTP as it comes: status, bytes and time of each answer, and many of them at one moment."""

import http.client
import json
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

PROCESSES = 4
LINE_UP_SECONDS = 1.0
"""Enough to have every thread at the line."""
PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is 0 when there was none. Names of `headers` are lower case."""

    status: int
    body: bytes
    headers: dict[str, str]
    seconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def api(method: str, path: str, body: Any = None, *, token: str = "", key: str = "") -> Request:
    """A request as an app makes it; `token` is of a guest's cart, `key` the Idempotency-Key."""
    headers = {"Content-Type": "application/json"}
    headers |= {"X-Cart-Token": token} if token else {}
    headers |= {"Idempotency-Key": key} if key else {}
    return Request(method, f"/api/v1/{path}", b"" if body is None else json.dumps(body).encode(), headers)


def ask(url: str, request: Request) -> Answer:
    """One request on a connection of its own; redirects are not followed."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE_SECONDS)
    try:
        connection.request(request.method, request.path, request.body or None, request.headers)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, answer.read(), headers, time.perf_counter() - started)
    except (OSError, http.client.HTTPException):
        return Answer(0, b"", {}, time.perf_counter() - started)
    finally:
        connection.close()


def at_once(url: str, requests: Sequence[Request]) -> list[Answer]:
    """All of them let go at one moment from several processes; the answers in the order of the requests."""
    shares = [requests[number::PROCESSES] for number in range(min(PROCESSES, len(requests)))]
    start = time.time() + LINE_UP_SECONDS
    with ProcessPoolExecutor(len(shares)) as pool:
        answered = [iter(share) for share in pool.map(partial(together, url, start=start), shares)]
    return [next(answered[number % len(shares)]) for number in range(len(requests))]


def together(url: str, requests: Sequence[Request], *, start: float = 0.0) -> list[Answer]:
    """The same from this process alone, each by a thread of its own; `start` is in seconds since 1970."""
    with ThreadPoolExecutor(len(requests)) as threads:
        return list(threads.map(partial(_at, url, start), requests))


def _at(url: str, start: float, request: Request) -> Answer:
    time.sleep(max(0.0, start - time.time()))
    return ask(url, request)
