"""What shoppers need, read from `needs/CATALOGUE/*.toml`: conditions for each grade, and the words they are asked in."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

GRADES = {"exactly": 3, "nearly": 2, "related": 1}
"""The condition's name to the grade of the products that it is true for."""

KINDS = ("plain", "misspelt", "units", "number", "form", "compound", "synonym", "intent")
"""How a need can be worded. `form` is another form of the words, `number` an article number,
`intent` what it is for rather than what it is called."""

MOST_PRODUCTS = 40
"""More than a reader would check by hand."""


class BadNeed(ValueError):
    """A needs file that contradicts itself; the message names the file and the query."""


@dataclass(frozen=True, slots=True)
class Need:
    """SQL conditions over the view `offer`, by grade; and each query it is asked in, with its kind."""

    conditions: dict[int, str]
    queries: dict[str, str]
    most_products: int


def needs(catalogue: str) -> Iterator[Need]:
    """In the order of the files' names. Raises `BadNeed`."""
    asked: set[str] = set()
    for path in sorted((HERE / "needs" / catalogue).glob("*.toml")):
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["need"]:
            need = _need(table, path.name)
            if twice := asked & need.queries.keys():
                message = f"{path.name}: {sorted(twice)} stands in two needs"
                raise BadNeed(message)
            asked |= need.queries.keys()
            yield need


def _need(table: dict[str, Any], file: str) -> Need:
    written = dict(table)
    conditions = {grade: written.pop(name) for name, grade in GRADES.items() if name in written}
    most = written.pop("most_products", MOST_PRODUCTS)
    queries = {query: kind for kind in KINDS for query in written.pop(kind, [])}
    if written or not queries or not conditions:
        message = f"{file}: {table} has no condition, no query, or something else than them"
        raise BadNeed(message)
    return Need(conditions, queries, most)
