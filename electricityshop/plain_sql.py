"""Statements whose text is fixed, for the reads behind nearly every page and the writes of every order.

Django puts a queryset's SQL together anew each time, which costs more than running such a statement does.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model

from electricityshop.commands import require_transaction
from electricityshop.database.base import fixed_cursor

M = TypeVar("M", bound=Model)
SqlRow: TypeAlias = Sequence[Any]


def fetch(statement: str, parameters: Any) -> list[tuple[Any, ...]]:
    """All rows. JSON columns come as text: what is not needed need not be read."""
    with fixed_cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def columns(model: type[Model], alias: str) -> str:
    """The columns that `instances` takes, of a table that is called `alias` in the statement."""
    fields = model._meta.concrete_fields  # noqa: SLF001  # public, and documented
    return ", ".join(f"{alias}.{field.column}" for field in fields)


def instances(model: type[M], statement: str, parameters: Any) -> list[M]:
    """Of a model without JSON, from a statement that gives its `columns`."""
    fields = model._meta.concrete_fields  # noqa: SLF001  # public, and documented
    names = [field.attname for field in fields]
    return [model.from_db(DEFAULT_DB_ALIAS, names, row) for row in fetch(statement, parameters)]


def run(statement: str, parameters: Any) -> int:
    """How many rows it changed."""
    with fixed_cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def update(table: str, pk: int, changed: Mapping[str, Any]) -> None:
    """Change columns of one row, named by the program."""
    run(_change(table, tuple(changed)), [*changed.values(), pk])


def insert(table: str, rows: Sequence[Mapping[str, Any]], *, more: str = "") -> list[tuple[Any, ...]]:
    """Write rows that name the same columns, in one statement; what `more` (`RETURNING …`) gives of them.

    Names are the program's own, never a visitor's. What the column has no default for must be named.
    """
    if not rows:
        return []
    statement = f"{_insertion(table, tuple(rows[0]), len(rows))} {more}"
    values = [value for row in rows for value in row.values()]
    if "RETURNING" in more:
        return fetch(statement, values)
    run(statement, values)
    return []


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[SqlRow]) -> None:
    """COPY `rows` into `table`: the fastest way in that PostgreSQL has."""
    require_transaction()
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def next_ids(table: str, count: int) -> list[int]:
    """Ids from the table's own sequence, so that rows can name each other before they exist."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH sequence AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id') AS name) "
            "SELECT nextval(sequence.name) FROM sequence, generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


@lru_cache(maxsize=256)
def _change(table: str, columns: tuple[str, ...]) -> str:
    return f"UPDATE {table} SET {', '.join(f'{column} = %s' for column in columns)} WHERE id = %s"  # noqa: S608  # our names


@lru_cache(maxsize=256)
def _insertion(table: str, columns: tuple[str, ...], count: int) -> str:
    row = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * count)}"  # noqa: S608  # see insert
