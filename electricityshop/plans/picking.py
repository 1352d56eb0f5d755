"""Parameters for hot queries, picked from the rows that are there."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from electricityshop.plans.registry import Size, TooFewRows

NEWEST = 5_000
"""Rows that are looked at, so that picking is cheap in a table of millions."""


def one(values: QuerySet[Any, Any]) -> Any:
    """The first of a queryset's rows. Raises `TooFewRows`."""
    for value in values[:1]:
        return value
    raise TooFewRows(f"There is no {values.model._meta.verbose_name} to ask for.")  # noqa: SLF001  # documented


def parent(children: QuerySet[Any, Any], field: str, size: Size) -> Any:
    """Of the newest rows of `children`, whose `field` has most of them, or fewest. Raises `TooFewRows`."""
    newest = children.exclude(**{field: None}).order_by("-pk").values_list(field, flat=True)
    counts = Counter(newest[:NEWEST]).most_common()
    if not counts:
        raise TooFewRows(f"There is no {children.model._meta.verbose_name} to ask for.")  # noqa: SLF001  # documented
    return counts[0 if size is Size.MANY else -1][0]
