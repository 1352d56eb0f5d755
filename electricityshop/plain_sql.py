"""Statements whose text is fixed, for the reads behind nearly every page and the writes of every order.

Django puts a queryset's SQL together anew each time, which costs more than running such a statement does.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from electricityshop.database.base import fixed_cursor


def fetch(statement: str, parameters: Any) -> list[tuple[Any, ...]]:
    """All rows. JSON columns come as text: what is not needed need not be read."""
    with fixed_cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def run(statement: str, parameters: Any) -> int:
    """How many rows it changed."""
    with fixed_cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def insert(table: str, rows: Sequence[Mapping[str, Any]], *, more: str = "") -> list[tuple[Any, ...]]:
    """Write rows that name the same columns, in one statement; what `more` (`RETURNING …`) gives of them.

    Names are the program's own, never a visitor's. What the column has no default for must be named.
    """
    if not rows:
        return []
    statement = _insertion(table, tuple(rows[0]), len(rows))
    values = [value for row in rows for value in row.values()]
    with fixed_cursor() as cursor:
        cursor.execute(f"{statement} {more}", values)
        return cursor.fetchall() if "RETURNING" in more else []


@lru_cache(maxsize=256)
def _insertion(table: str, columns: tuple[str, ...], count: int) -> str:
    row = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * count)}"  # noqa: S608  # see insert
