"""Facets in the address of a list page: `brand=lumora`, `f.power=10..20&f.power=60`. Nonsense is left out."""

from collections.abc import Iterator

from django.http import QueryDict

from catalog.queries.listing.parameters import PREFIX, is_brand, is_value
from catalog.queries.listing.selection import MOST_FACETS, MOST_VALUES, Choice
from catalog.queries.vocabulary import vocabulary


def choices(query: QueryDict) -> tuple[Choice, ...]:
    return tuple(_choices(query))[:MOST_FACETS]


def _choices(query: QueryDict) -> Iterator[Choice]:
    attributes = vocabulary().attributes
    for name in query:
        attribute = attributes.get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        if attribute is None:
            continue
        values = [value for value in dict.fromkeys(query.getlist(name)) if is_value(attribute, value)]
        if values:
            yield Choice(code=attribute.code, values=tuple(values[:MOST_VALUES]))


def brands(query: QueryDict) -> tuple[str, ...]:
    slugs = filter(is_brand, dict.fromkeys(query.getlist("brand")))
    return tuple(slugs)[:MOST_VALUES]
