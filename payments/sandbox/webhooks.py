"""Delivers events: signed as Stripe signs them, in order, again and again until the shop says 2xx."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import logging
import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from payments.sandbox.faults import Faults
from payments.sandbox.store import Store

RETRIES = (1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 3_600.0)
PATIENCE = 20.0
# New events are due at 0: none of them waits behind one that keeps failing.
NEXT = """
SELECT d.event, d.type, d.attempts, o.body FROM deliveries d JOIN objects o ON o.id = d.event
WHERE d.state = 'pending' AND d.due_at <= ? ORDER BY d.due_at, d.seq {order} LIMIT 1"""

log = logging.getLogger("sandbox.webhooks")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where events go, what they are signed with, and which types (``*`` matches) the shop asked for."""

    url: str
    secret: str
    events: Sequence[str] = ("*",)
    retries: Sequence[float] = RETRIES


def signature(secret: str, body: bytes, at: int) -> str:
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


class Courier(threading.Thread):
    def __init__(self, store: Store, faults: Faults, endpoint: Endpoint) -> None:
        super().__init__(name="courier", daemon=True)
        self.store, self.faults, self.endpoint = store, faults, endpoint
        self.news = threading.Event()
        self.stopped = False

    def wake(self) -> None:
        self.news.set()

    def stop(self) -> None:
        """Ends the thread; a shop that does not answer is not waited for, and hears of it again later."""
        self.stopped = True
        self.wake()
        self.join(2)

    def run(self) -> None:
        while not self.stopped:
            self.news.clear()
            try:
                while not self.stopped and self.send_next(time.time()):
                    pass
                pause = self.idle_for(time.time())
            except Exception:
                if self.stopped:  # and the state file is closed
                    return
                log.exception("A delivery failed unexpectedly")
                pause = 1.0
            self.news.wait(pause)

    def idle_for(self, now: float) -> float:
        """Seconds until the next retry, at most half a minute; new events interrupt the wait."""
        with self.store.transaction() as tx:
            due = tx.rows("SELECT min(due_at) AS at FROM deliveries WHERE state = 'pending'")[0]["at"]
        held = self.faults.webhooks.hold or due is None
        return 30.0 if held else min(30.0, max(0.05, due - now))

    def send_next(self, now: float) -> bool:
        """Sends the first event that is due; gives whether there was one."""
        if self.faults.webhooks.hold:
            return False
        order = "DESC" if self.faults.webhooks.reverse else "ASC"
        with self.store.transaction() as tx:
            rows = tx.rows(NEXT.format(order=order), now)
        if not rows:
            return False
        event = rows[0]
        if not any(fnmatchcase(event["type"], wanted) for wanted in self.endpoint.events):
            self.note(event["event"], "ignored", None, None)
        elif event["attempts"] == 0 and self.faults.dropping():
            self.note(event["event"], "dropped", None, "dropped on demand")
        else:
            self.deliver(event)
        return True

    def deliver(self, event: sqlite3.Row) -> None:
        status, problem = self.post(event["body"])
        for _ in range(self.faults.webhooks.duplicate):
            self.post(event["body"])
        delivered = status is not None and 200 <= status < 300
        self.note(event["event"], "delivered" if delivered else "pending", status, problem)

    def resend(self, id: str) -> tuple[int | None, str | None] | None:
        """Sends one event at once, whatever is held; gives the shop's status and the problem, None if unknown."""
        with self.store.transaction() as tx:
            rows = tx.rows("SELECT body FROM objects WHERE id = ? AND kind = 'event'", id)
        if not rows:
            return None
        status, problem = self.post(rows[0]["body"])
        if status is not None and 200 <= status < 300:
            self.note(id, "delivered", status, None)
        return status, problem

    def note(self, event: str, state: str, status: int | None, problem: str | None) -> None:
        """Records an attempt; one that failed is due again after the next pause."""
        with self.store.transaction() as tx:
            attempts = tx.rows("SELECT attempts FROM deliveries WHERE event = ?", event)[0]["attempts"]
            pause = self.endpoint.retries[min(attempts, len(self.endpoint.retries) - 1)]
            tx.run(
                "UPDATE deliveries SET state = ?, attempts = attempts + 1, last_status = ?, last_error = ?, "
                "due_at = ? WHERE event = ?",
                state, status, problem, time.time() + pause, event,
            )  # fmt: skip

    def post(self, body: str) -> tuple[int | None, str | None]:
        """One HTTP request; gives the status, or None and what went wrong. Redirects are not followed."""
        url, payload = urlsplit(self.endpoint.url), body.encode()
        kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        connection = kind(url.hostname or "", url.port, timeout=PATIENCE)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (sandbox)",
            "Stripe-Signature": signature(self.endpoint.secret, payload, int(time.time())),
            "X-Sandbox": "electricityshop",
        }
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        try:
            connection.request("POST", target, payload, headers)
            answer = connection.getresponse()
            answer.read(65_536)
        except (OSError, http.client.HTTPException) as error:
            return None, f"{type(error).__name__}: {error}"[:200]
        finally:
            connection.close()
        return answer.status, None if 200 <= answer.status < 300 else f"HTTP {answer.status}"
