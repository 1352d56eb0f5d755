"""Which products a file has had so far, and on which line: kept on disk, so that a long file costs no memory."""

import sqlite3
from types import TracebackType
from typing import Self

_CACHE_KILOBYTES = 8_000


class Seen:
    """SKUs by line. A row that was rejected counts as there, but the next row of the same SKU may still be good."""

    def __init__(self) -> None:
        # an empty name is a private database in a temporary file that SQLite removes when it is closed
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
        self._database.execute(
            "CREATE TABLE seen (sku TEXT PRIMARY KEY, line INTEGER NOT NULL, accepted INTEGER NOT NULL) WITHOUT ROWID"
        )
        self._database.execute("BEGIN")

    def accept(self, sku: str, line: int) -> int:
        """0 for the first good row of a SKU, else the line of the first one."""
        taken = self._database.execute(
            "INSERT INTO seen VALUES (?, ?, 1) ON CONFLICT (sku) "
            "DO UPDATE SET line = excluded.line, accepted = 1 WHERE accepted = 0",
            (sku, line),
        )
        if taken.rowcount:
            return 0
        return int(self._database.execute("SELECT line FROM seen WHERE sku = ?", (sku,)).fetchone()[0])

    def reject(self, sku: str, line: int) -> None:
        """The file has this product, but this row of it was bad."""
        self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, 0)", (sku, line))

    def __contains__(self, sku: str) -> bool:
        return self._database.execute("SELECT 1 FROM seen WHERE sku = ?", (sku,)).fetchone() is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
