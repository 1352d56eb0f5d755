"""Which table touches which tags: declared in each app's `caching.py`, carried out by triggers in PostgreSQL."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class Touches:
    """`tags` is SQL that selects tags from `changed`, the rows of the table that a statement wrote.

    They are the rows as they were and as they are now. With `columns` or `value`, an update counts only where it
    changes one of them.
    """

    tags: str
    columns: tuple[str, ...] = ()
    value: str = ""
    """SQL of what is read of a row, whose columns are named `row.…`."""


DECLARED: dict[type[models.Model], list[Touches]] = defaultdict(list)


def touches(model: type[models.Model], tags: str, *, columns: tuple[str, ...] = (), value: str = "") -> None:
    """Declare that writing to the table of `model` touches `tags`, however it is written to."""
    for column in columns:
        model._meta.get_field(column)
    DECLARED[model].append(Touches(tags, columns, value))
