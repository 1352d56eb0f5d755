"""The indexes of the shop's own tables, as PostgreSQL has them."""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connection

_INDEXES = """
SELECT index.relname, owner.relname, entry.indisunique, pg_get_indexdef(index.oid), pg_relation_size(index.oid)
FROM pg_index entry
JOIN pg_class index ON index.oid = entry.indexrelid
JOIN pg_class owner ON owner.oid = entry.indrelid
WHERE owner.relname = ANY(%s) AND owner.relnamespace = current_schema()::regnamespace
ORDER BY owner.relname, index.relname
"""


@dataclass(frozen=True, slots=True)
class Index:
    """`is_unique`: it keeps a promise of the data, whether or not anybody searches by it."""

    name: str
    table: str
    is_unique: bool
    definition: str
    bytes: int


def own_tables() -> list[str]:
    """Of the models of this project; what Django and others bring is theirs to index."""
    root = str(settings.BASE_DIR)
    ours = (config for config in apps.get_app_configs() if config.path.startswith(root))
    return [
        model._meta.db_table  # noqa: SLF001  # public, and documented
        for config in ours
        if ".venv" not in config.path
        for model in config.get_models()
        if model._meta.managed  # noqa: SLF001  # likewise
    ]


def own_indexes() -> tuple[Index, ...]:
    """Every index of them: declared, of constraints, of foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, [own_tables()])
        return tuple(Index(*row) for row in cursor.fetchall())


def declared_indexes() -> tuple[Index, ...]:
    """Those that are there for speed alone."""
    return tuple(index for index in own_indexes() if not index.is_unique)
