"""``Idempotency-Key``: one key, one effect, one answer, for a day."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from payments.sandbox.errors import StripeError
from payments.sandbox.form import Raw
from payments.sandbox.store import Transaction

KEPT = 24 * 60 * 60
LONGEST = 255


@dataclass(frozen=True, slots=True)
class Remembered:
    status: int
    body: str
    request_id: str


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it came, with the endpoint and a digest of the parameters it came with."""

    text: str
    endpoint: str
    fingerprint: str

    @classmethod
    def of(cls, text: str, endpoint: str, params: Raw) -> Key:
        if not text or len(text) > LONGEST or not text.isprintable():
            raise StripeError(f"Idempotency keys are 1 to {LONGEST} printable characters long.")
        canonical = json.dumps(params, sort_keys=True)
        return cls(text, endpoint, hashlib.sha256(canonical.encode()).hexdigest())

    def recall(self, tx: Transaction, now: int) -> Remembered | None:
        """The answer given before. Raises Stripe's ``idempotency_error`` for another endpoint or parameters."""
        tx.run("DELETE FROM answers WHERE key = ? AND created < ?", self.text, now - KEPT)
        rows = tx.rows("SELECT * FROM answers WHERE key = ?", self.text)
        if not rows:
            return None
        other = rows[0]
        if other["endpoint"] != self.endpoint:
            raise self.misused(
                f"for the same endpoint they were first used for ('{self.endpoint}' vs '{other['endpoint']}')"
            )
        if other["fingerprint"] != self.fingerprint:
            raise self.misused("with the same parameters they were first used with")
        return Remembered(other["status"], other["body"], other["request_id"])

    def misused(self, how: str) -> StripeError:
        return StripeError(
            f"Keys for idempotent requests can only be used {how}. Try using a key other than '{self.text}' "
            "if you meant to execute a different request.",
            kind="idempotency_error",
        )

    def remember(self, tx: Transaction, answer: Remembered, now: int) -> None:
        tx.run(
            "INSERT INTO answers (key, endpoint, fingerprint, request_id, status, body, created) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            self.text, self.endpoint, self.fingerprint, answer.request_id, answer.status, answer.body, now,
        )  # fmt: skip


class InFlight:
    """The keys being worked on right now; in memory, as a process that died works on nothing."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.keys: set[str] = set()

    @contextmanager
    def claimed(self, key: Key) -> Iterator[None]:
        """Raises Stripe's 409 while another request holds the same key."""
        with self.lock:
            if key.text in self.keys:
                raise StripeError(
                    "There is currently another in-progress request using this Idempotent Key (that probably "
                    "means you submitted twice, and the other request is still going through): "
                    f"{key.text}. Please try again later.",
                    status=409,
                    kind="idempotency_error",
                    code="idempotency_key_in_use",
                )
            self.keys.add(key.text)
        try:
            yield
        finally:
            with self.lock:
                self.keys.discard(key.text)
