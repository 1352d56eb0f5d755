"""The data files of the demo catalogue, read as they are written."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

DATA = Path(__file__).parent / "data"

Table: TypeAlias = dict[str, Any]
"""A TOML table. Decimal fractions arrive as `Decimal`, so that prices are never computed in floats."""


class DemoDataError(ValueError):
    """The data files contradict themselves; the message names the place."""


@cache
def read(path: Path) -> Table:
    """Parsed once and shared: callers must not change what they get."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def family_files() -> list[Path]:
    """One file per area, in alphabetical order."""
    return sorted((DATA / "families").glob("*.toml"))
