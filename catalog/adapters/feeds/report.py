"""What an import did, counted, and the file of the rows it did not take."""

import csv
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class ImportReport:
    """`created + updated + unchanged + rejected` is `rows`, always."""

    source: str = ""
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    same_product: int = 0
    """How many of the rejected rows were a product that an earlier line had."""
    withdrawn: int = 0
    not_for_sale: int = 0
    """How many of the products taken have no price."""
    skipped_values: Counter[str] = field(default_factory=Counter)
    """Values left out by `on_bad = "skip"`, by field or attribute."""
    problems: list[str] = field(default_factory=list)
    """What concerns the file as a whole."""
    dry_run: bool = False
    seconds: float = 0.0
    peak_memory_mb: int = 0
    rejected_file: str = ""

    @property
    def taken(self) -> int:
        return self.created + self.updated + self.unchanged

    @property
    def changed(self) -> int:
        return self.created + self.updated + self.withdrawn

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class RejectedRows:
    """A CSV file with line, reason and the start of each rejected row; not created before there is one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: Any = None
        self._writer: Any = None
        path.unlink(missing_ok=True)

    def add(self, line: int, reason: str, raw: str) -> None:
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8", newline="", errors="backslashreplace")
            self._writer = csv.writer(self._file)
            self._writer.writerow(("line", "reason", "row"))
        self._writer.writerow((line, reason, raw))

    def close(self) -> str:
        """The path, or an empty text when nothing was rejected."""
        if self._file is None:
            return ""
        self._file.close()
        return str(self._path)
