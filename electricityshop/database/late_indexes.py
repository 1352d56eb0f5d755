"""Filling large tables: their declared indexes are dropped before, and created again after, which is quicker.

For shops that are measured, never for one that sells: until they are back, nearly every page reads whole tables. A
process that is killed leaves them missing; `create_missing` brings back whatever the models declare.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Index, Model

_MEMORY = "512MB"
"""For sorting what goes into one index."""


@contextmanager
def indexes_last(models: Iterable[type[Model]]) -> Iterator[None]:
    """Without the indexes that stand in `Meta.indexes`; those of keys and unique constraints stay. Not in a transaction."""
    tables = tuple(models)
    for model in tables:
        there = _names(model)
        with connection.schema_editor() as editor:
            for index in model._meta.indexes:  # noqa: SLF001  # public, and documented
                if index.name in there:
                    editor.remove_index(model, index)
    try:
        yield
    finally:
        create_missing(tables)


def create_missing(models: Iterable[type[Model]]) -> list[str]:
    """Names of the declared indexes that were missing, and are there now."""
    created = []
    for model in models:
        for index in _missing(model):
            with connection.schema_editor() as editor:
                editor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [_MEMORY])
                editor.add_index(model, index)
            created.append(index.name)
    return created


def _missing(model: type[Model]) -> list[Index]:
    there = _names(model)
    return [index for index in model._meta.indexes if index.name not in there]  # noqa: SLF001  # see above


def _names(model: type[Model]) -> frozenset[str]:
    with connection.cursor() as cursor:
        return frozenset(connection.introspection.get_constraints(cursor, model._meta.db_table))  # noqa: SLF001  # see above
