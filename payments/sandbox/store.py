"""The sandbox's memory: one SQLite file, one writer at a time, every change inside a transaction."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from payments.sandbox.errors import Json

SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    created INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
CREATE INDEX IF NOT EXISTS objects_by_intent
    ON objects (json_extract(body, '$.payment_intent'), kind, seq);
CREATE INDEX IF NOT EXISTS open_sessions ON objects (json_extract(body, '$.expires_at'))
    WHERE kind = 'checkout.session' AND json_extract(body, '$.status') = 'open';
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, endpoint TEXT NOT NULL, fingerprint TEXT NOT NULL, request_id TEXT NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL, created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending', attempts INTEGER NOT NULL DEFAULT 0,
    due_at REAL NOT NULL, last_status INTEGER, last_error TEXT);
CREATE INDEX IF NOT EXISTS deliveries_pending ON deliveries (due_at) WHERE state = 'pending';
"""


class Store:
    """Opens (and creates) the state file. Raises sqlite3.OperationalError while another process holds it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.lock = threading.RLock()
        self.connection = sqlite3.connect(path, timeout=2, isolation_level=None, check_same_thread=False)
        self.connection.row_factory = sqlite3.Row
        for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=NORMAL"):
            self.connection.execute(f"PRAGMA {pragma}")
        self.connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One at a time: what happens inside is committed as a whole, or not at all when it raises."""
        with self.lock:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self.connection)
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def close(self) -> None:
        with self.lock:
            self.connection.close()


class Transaction:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self.connection.execute(sql, values).fetchall()

    def run(self, sql: str, *values: Any) -> int:
        """Runs a write; gives the number of rows it touched."""
        return self.connection.execute(sql, values).rowcount

    def insert(self, thing: Json) -> None:
        self.run(
            "INSERT INTO objects (id, kind, created, body) VALUES (?, ?, ?, ?)",
            thing["id"], thing["object"], thing["created"], dumps(thing),
        )  # fmt: skip

    def save(self, thing: Json) -> None:
        if self.run("UPDATE objects SET body = ? WHERE id = ?", dumps(thing), thing["id"]) != 1:
            raise LookupError(thing["id"])

    def find(self, id: str, kind: str | None = None) -> Json | None:
        """The object with this id, of this kind where one is given; None where there is none."""
        rows = self.rows("SELECT kind, body FROM objects WHERE id = ?", id)
        if not rows or (kind is not None and rows[0]["kind"] != kind):
            return None
        return loads(rows[0]["body"])

    def seek(
        self,
        kind: str,
        conditions: Sequence[tuple[str, Any]] = (),
        *,
        newest: bool = True,
        limit: int = 1_000,
    ) -> list[Json]:
        """Objects of a kind for which every condition (SQL with one ``?``, value) holds, in order of age.

        The SQL is always written in code; what was received is bound.
        """
        where = "".join(f" AND {condition}" for condition, _ in conditions)
        order = "DESC" if newest else "ASC"
        rows = self.rows(
            f"SELECT body FROM objects WHERE kind = ?{where} ORDER BY seq {order} LIMIT ?",  # noqa: S608  # column names from this module alone
            kind, *(value for _, value in conditions), limit,
        )  # fmt: skip
        return [loads(row["body"]) for row in rows]

    def position(self, id: str) -> int | None:
        rows = self.rows("SELECT seq FROM objects WHERE id = ?", id)
        return int(rows[0]["seq"]) if rows else None


def having(path: str, value: Any) -> tuple[str, Any]:
    """The condition that a member of the object equals a value; ``path`` is written in code, never received."""
    return f"json_extract(body, '$.{path}') = ?", value


def dumps(thing: Json) -> str:
    return json.dumps(thing, separators=(",", ":"), ensure_ascii=False)


def loads(text: str) -> Json:
    thing: Json = json.loads(text)
    return thing
