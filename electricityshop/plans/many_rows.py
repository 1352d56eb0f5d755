"""Filling an empty database with large tables, for plans: each app's `many_rows` says with what.

The rows are plain: what matters is how many there are, how they are spread, and that some parents have many children.
"""

from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.db import connection, transaction
from django.utils.module_loading import module_has_submodule

from electricityshop.plans.indexes import own_tables

ROWS = 50_000
_RESET = "SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"


class NotEmpty(RuntimeError):
    """There are rows that somebody may want to keep."""


def write_many_rows(rows: int = ROWS) -> None:
    """`rows` in each table that grows, with statistics and visibility maps as in a shop that runs. Raises `NotEmpty`."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM catalog_product) OR EXISTS (SELECT FROM orders_order)")
        if cursor.fetchone()[0]:
            raise NotEmpty("This database has products or orders. Give an empty, migrated one.")
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        if cursor.fetchone()[0]:  # no triggers: the rows refer to each other as they should
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("TRUNCATE catalog_product, orders_order CASCADE")  # files without what was there once
        for statement in _statements():
            cursor.execute(statement, {"rows": rows})
        for table in _with_numbers():
            cursor.execute(_RESET.format(table=table), [table])
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {', '.join(own_tables())}")


def forget_many_rows() -> None:
    """Empty the tables again."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(own_tables())} RESTART IDENTITY CASCADE")
        cursor.execute("DELETE FROM caching_touch")  # of the truncating itself


def _statements() -> Iterator[str]:
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "many_rows") and config.name != "electricityshop.plans":
            yield from import_module(f"{config.name}.many_rows").STATEMENTS


def _with_numbers() -> list[str]:
    """Tables whose rows are numbered by a sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND column_name = 'id' AND is_identity = 'YES' AND table_name = ANY(%s)",
            [own_tables()],
        )
        return [name for (name,) in cursor.fetchall()]
