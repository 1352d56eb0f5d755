"""Facets in the address of a list page: `brand=lumora`, `f.power=10..20&f.power=60`. Nonsense is left out."""

from collections.abc import Iterator

from django.http import QueryDict

from catalog.domain.records import AttributeKind
from catalog.queries.listing.selection import MOST_FACETS, MOST_VALUES, Choice, span
from catalog.queries.vocabulary import AttributeView, vocabulary

PREFIX = "f."
"""Before the code of an attribute, which could be called `page`."""
_LONGEST = 60


def choices(query: QueryDict) -> tuple[Choice, ...]:
    return tuple(_choices(query))[:MOST_FACETS]


def _choices(query: QueryDict) -> Iterator[Choice]:
    attributes = vocabulary().attributes
    for name in query:
        attribute = attributes.get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        if attribute is None:
            continue
        values = [value for value in dict.fromkeys(query.getlist(name)) if _is_value(attribute, value)]
        if values:
            yield Choice(code=attribute.code, values=tuple(values[:MOST_VALUES]))


def _is_value(attribute: AttributeView, value: str) -> bool:
    match attribute.kind:
        case AttributeKind.NUMBER:
            return span(value) is not None
        case AttributeKind.CHOICE:
            return value in attribute.choices
        case AttributeKind.BOOLEAN:
            return value in {"true", "false"}
        case _:
            return False


def brands(query: QueryDict) -> tuple[str, ...]:
    slugs = (
        slug
        for slug in dict.fromkeys(query.getlist("brand"))
        if 0 < len(slug) <= _LONGEST and slug.isprintable()
    )
    return tuple(slugs)[:MOST_VALUES]
