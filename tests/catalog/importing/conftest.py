"""An import as staff run it: a file, a map, the command, and its report."""

import csv
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

SIMPLE_MAP = """
source = "sample"

[fields]
sku = "sku"
name = "title"
brand = "brand"
price = { column = "price", transform = "cents" }
description = "description"
stock = "stock"

[category]
column = "category"
"""

SIMPLE_CSV = """sku,title,brand,price,category,description,stock
L-1,LED lamp 8 W,Lumora,4.95,Lighting > Lamps,"Warm, white",40
L-2,LED lamp 11 W,Lumora,6.95,Lighting > Lamps,Bright,0
C-1,NYM-J 3 x 1.5,Kabelwerk,,Cable,Per metre,100
"""


@dataclass
class Outcome:
    """What the command said and left behind."""

    report: dict[str, Any]
    failure: str
    rejected: list[tuple[int, str]] = field(default_factory=list)

    def counts(self, *names: str) -> tuple[int, ...]:
        return tuple(self.report[name] for name in names)


Importer = Callable[..., Outcome]


@pytest.fixture
def run_import(tmp_path: Path) -> Importer:
    """`run_import(content, map_text, name="feed.csv", **options)`."""

    def run(
        content: str | bytes | None, map_text: str = SIMPLE_MAP, *, name: str = "feed.csv", **options: Any
    ) -> Outcome:
        feed, written_map, rejected = tmp_path / name, tmp_path / "map.toml", tmp_path / "rejected.csv"
        written_map.write_text(map_text, encoding="utf-8")
        if content is not None:
            feed.write_bytes(content.encode() if isinstance(content, str) else content)
        output, failure = StringIO(), ""
        try:
            call_command(
                "import_catalog",
                str(feed),
                map=written_map,
                errors=rejected,
                json=True,
                stdout=output,
                **options,
            )
        except CommandError as error:
            failure = str(error)
        report = json.loads(output.getvalue()) if output.getvalue() else {}
        return Outcome(report, failure, _rejected(rejected))

    return run


def _rejected(path: Path) -> list[tuple[int, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [(int(row["line"]), row["reason"]) for row in csv.DictReader(file)]


def zipped(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)
