"""The triggers that write down what was touched, made from the declarations and put in place by `migrate`.

Statement triggers with transition tables see every write there is: `save`, `update`, `bulk_create`, COPY, a cascade,
another program. What they write is part of the transaction, and goes with it when it is rolled back.
"""

from hashlib import sha256
from typing import Any

from django.db import connection, models, transaction

from electricityshop.caching.declarations import DECLARED, Touches
from electricityshop.caching.models import Touch

CHANNEL = "electricityshop_cache"
MOST_TAGS = 100
"""More tags of one statement than this become their families."""
_PREFIX = "cache_touch_"
_EVENTS = {
    "INSERT": "NEW TABLE AS added",
    "UPDATE": "OLD TABLE AS removed NEW TABLE AS added",
    "DELETE": "OLD TABLE AS removed",
}

_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    touched text[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT tag) INTO touched FROM ({insert}) AS t (tag);
    ELSIF TG_OP = 'UPDATE' THEN
        SELECT array_agg(DISTINCT tag) INTO touched FROM ({update}) AS t (tag);
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT tag) INTO touched FROM ({delete}) AS t (tag);
    ELSE
        touched := ARRAY['*'];
    END IF;
    IF cardinality(touched) > {most} THEN
        SELECT array_agg(DISTINCT regexp_replace(tag, ':.*$', ':')) INTO touched FROM unnest(touched) AS t (tag);
    END IF;
    IF touched IS NOT NULL THEN
        INSERT INTO {outbox} (tags) VALUES (touched);
        PERFORM pg_notify('{channel}', '');
    END IF;
    RETURN NULL;
END
$$
"""


def install(**_: Any) -> None:
    """Put in place what is declared, take away what is not declared any more. Does nothing when nothing changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [Touch._meta.db_table])
        if not cursor.fetchone()[0]:
            return
        there = _installed(cursor)
        for model, declared in DECLARED.items():
            statements = _statements(model, declared)
            digest = sha256("".join(statements).encode()).hexdigest()
            name = _function_name(model)
            if there.pop(name, "") != digest and _exists(cursor, model):
                for statement in statements:
                    cursor.execute(statement)
                cursor.execute(f"COMMENT ON FUNCTION {name}() IS '{digest}'")
        for name in there:
            cursor.execute(f"DROP FUNCTION {name}() CASCADE")


def _installed(cursor: Any) -> dict[str, str]:
    """Function name to digest."""
    cursor.execute(
        "SELECT proname, coalesce(obj_description(oid, 'pg_proc'), '') FROM pg_proc"
        " WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, %s)",
        [_PREFIX],
    )
    return dict(cursor.fetchall())


def _exists(cursor: Any, model: type[models.Model]) -> bool:
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [model._meta.db_table])
    return bool(cursor.fetchone()[0])


def _function_name(model: type[models.Model]) -> str:
    return f"{_PREFIX}{model._meta.db_table}"


def _statements(model: type[models.Model], declared: list[Touches]) -> list[str]:
    table, name = model._meta.db_table, _function_name(model)
    function = _FUNCTION.format(
        name=name,
        insert=_union(declared, "SELECT * FROM added"),
        update=" UNION ALL ".join(_tags(each, _updated(model, each)) for each in declared),
        delete=_union(declared, "SELECT * FROM removed"),
        most=MOST_TAGS,
        outbox=Touch._meta.db_table,
        channel=CHANNEL,
    )
    triggers = [
        f"CREATE OR REPLACE TRIGGER {_PREFIX}{event.lower()} AFTER {event} ON {table} "
        f"REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        for event, rows in _EVENTS.items()
    ]
    emptied = (
        f"CREATE OR REPLACE TRIGGER {_PREFIX}truncate AFTER TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
    return [function, *triggers, emptied]


def _union(declared: list[Touches], changed: str) -> str:
    return " UNION ALL ".join(_tags(each, changed) for each in declared)


def _tags(declared: Touches, changed: str) -> str:
    return f"(WITH changed AS ({changed}) {declared.tags})"


def _updated(model: type[models.Model], declared: Touches) -> str:
    """The rows before and after an update; where something is declared to be read, of those that differ in it."""
    names = [field.column for field in model._meta.concrete_fields if field.name in declared.columns]
    read = [f"row.{name}" for name in names] + ([declared.value] if declared.value else [])
    if not read:
        return "SELECT * FROM removed UNION ALL SELECT * FROM added"
    key = model._meta.pk.column
    before, after = (f"ROW({', '.join(read)})".replace("row.", f"{side}.") for side in "ra")
    differs = f"FROM removed r FULL JOIN added a ON a.{key} = r.{key} WHERE {before} IS DISTINCT FROM {after}"
    return f"SELECT r.* {differs} UNION ALL SELECT a.* {differs}"
