"""One of the readers of the coherence proof that ask the shop over HTTP, as browsers and apps do."""

import gzip
import http.client
import os
import random
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.coherence_facts import Fact
from benchmarks.coherence_journal import ReaderJournal
from benchmarks.coherence_pace import Pace
from benchmarks.coherence_shop import directory, kept
from benchmarks.coherence_surfaces import Surface, surfaces

PAUSE_SECONDS = 0.01
MOST_READS = 8
"""Of one address, before the next: so that what is kept is asked for while it is changed."""
ASKS_AGAIN = 0.3
"""How often a reader says which copy it has, as browsers do."""
NICENESS = 2
"""The shop, the relay and the writers come first: this measures them, and not how many readers a machine can run."""


@dataclass(frozen=True, slots=True)
class Copy:
    etag: str
    body: bytes
    facts: set[Fact]


class Reader:
    """Asks one address after another over one connection."""

    def __init__(self, url: str, journal: ReaderJournal) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._journal = journal
        self._copies: dict[str, Copy] = {}

    def read(self, surface: Surface) -> None:
        copy = self._copies.get(surface.path)
        headers = {"Accept-Encoding": random.choice(("gzip", "identity"))}
        if copy is not None and random.random() < ASKS_AGAIN:
            headers["If-None-Match"] = copy.etag
        began = time.monotonic()
        self._connection.request("GET", surface.path, headers=headers)
        answer = self._connection.getresponse()
        body = answer.read()
        ended = time.monotonic()
        said = self._said(surface, answer, body, copy)
        self._journal.saw(surface.name, answer.headers.get("X-Cache", ""), said, began, ended)

    def _said(
        self, surface: Surface, answer: http.client.HTTPResponse, body: bytes, copy: Copy | None
    ) -> set[Fact]:
        if answer.status == 304 and copy is not None:
            return copy.facts
        if answer.status == 404 and surface.shown:
            self._copies.pop(surface.path, None)
            return {(surface.shown, 0)}
        if answer.status != 200:
            raise RuntimeError(f"{surface.path} answered {answer.status}: {body[:500]!r}")
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        if copy is None or copy.body != body:
            said = surface.said(body) | ({(surface.shown, 1)} if surface.shown else set())
            copy = Copy(answer.headers["ETag"], body, said)
            self._copies[surface.path] = copy
        return copy.facts


def read(name: str, pace: Pace) -> None:
    """Read until the file `stop` is there."""
    os.nice(NICENESS)
    files = directory()
    kinds = list(surfaces(kept(files)).values())
    with ReaderJournal(files, name) as journal:
        reader = Reader(os.environ["SHOP_URL"], journal)
        while not (files / "stop").exists():
            surface = random.choice(random.choice(kinds))
            for _ in range(random.randint(1, MOST_READS)):
                reader.read(surface)
                pace.read()
                time.sleep(random.uniform(0, 2 * PAUSE_SECONDS))
