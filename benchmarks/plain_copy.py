"""The least a program can do with a feed, to compare an import with: COPY of its rows, raw and as the import left them."""

import gzip
import json
import os
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

RawRow = dict[str, Any]


def _parsed(feed: Path) -> Iterator[RawRow]:
    with gzip.open(feed, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line, parse_float=Decimal)


def copy_of_feed(feed: Path) -> tuple[float, float]:
    """Milliseconds for the least a program can do with a feed: its columns, typed, into one bare table.

    First with reading the file, as an import has to, then with the rows already in memory.
    """
    in_memory = list(_parsed(feed))
    columns = sorted({name for row in in_memory for name in row})
    types = {name: _type(row[name] for row in in_memory if row.get(name) is not None) for name in columns}
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        return (
            min(_timed_copy(connection, columns, types, _parsed(feed)) for _ in range(3)),
            min(_timed_copy(connection, columns, types, iter(in_memory)) for _ in range(3)),
        )


_TABLES = {
    "catalog_product": "source = %(source)s",
    "catalog_variant": "product_id IN (SELECT id FROM catalog_product WHERE source = %(source)s)",
    **dict.fromkeys(
        ("catalog_stockitem", "catalog_stockmovement"),
        "variant_id IN (SELECT v.id FROM catalog_variant v JOIN catalog_product p ON p.id = v.product_id "
        "WHERE p.source = %(source)s)",
    ),
    "catalog_productimage": "product_id IN (SELECT id FROM catalog_product WHERE source = %(source)s)",
}


def copy_of_finished_rows(source: str) -> float:
    """Milliseconds to COPY what the import wrote, search words and all, into tables with the same indexes."""
    taken = 0.0
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for table, condition in _TABLES.items():
            with connection.cursor() as cursor:
                chosen = f"COPY (SELECT * FROM {table} WHERE {condition}) TO STDOUT"
                with cursor.copy(chosen, {"source": source}) as copy:
                    finished = [bytes(block) for block in copy]
                cursor.execute("DROP TABLE IF EXISTS copy_of_finished_rows")
                cursor.execute(f"CREATE TABLE copy_of_finished_rows (LIKE {table} INCLUDING ALL)")
                started = time.perf_counter()
                with cursor.copy("COPY copy_of_finished_rows FROM STDIN") as copy:
                    for block in finished:
                        copy.write(block)
                taken += time.perf_counter() - started
                cursor.execute("DROP TABLE copy_of_finished_rows")
    return 1000 * taken


def _timed_copy(
    connection: psycopg.Connection[Any], columns: list[str], types: dict[str, str], feed: Iterator[RawRow]
) -> float:
    table = sql.Identifier("plain_copy_of_a_feed")
    typed = sql.SQL(", ").join(
        sql.SQL(f"{{}} {types[name]}").format(sql.Identifier(name)) for name in columns
    )
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table))
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(table, typed))
    started = time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
        for row in feed:
            copy.write_row([_plain(row.get(name)) for name in columns])
    taken = 1000 * (time.perf_counter() - started)
    connection.execute(sql.SQL("DROP TABLE {}").format(table))
    return taken


def _type(values: Iterator[Any]) -> str:
    kinds = {type(value) for value in values}
    if kinds <= {bool}:
        return "boolean"
    if kinds <= {int, Decimal}:
        return "numeric"
    return "text" if str in kinds else "jsonb"


def _plain(value: Any) -> Any:
    return json.dumps(value, default=str) if isinstance(value, list | dict) else value
