"""Facets in the query of the product list, read strictly: what is no attribute, or no value of it, is refused."""

from typing import Final

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from catalog.domain.records import AttributeKind
from catalog.queries.listing.parameters import PREFIX, is_brand, is_value
from catalog.queries.listing.selection import MOST_FACETS, MOST_VALUES, Choice, TooManyChoices
from catalog.queries.vocabulary import AttributeView, vocabulary
from electricityshop.errors import InvalidInput

FACET_PARAMETERS: Final = [
    OpenApiParameter("brand", str, many=True, description="Slug of a brand; several: any of them."),
    OpenApiParameter(
        "f.{code}",
        str,
        many=True,
        description=(
            "A property by its attribute's code, `f.power=10..20&f.power=60&f.cap=e27`: a value as in a "
            "specification, `true` or `false`, a number in the attribute's unit, or numbers from and to "
            "(`10..20`, `10..`, `..20`). Several values: any of them; several properties: all of them."
        ),
    ),
    OpenApiParameter(
        "facets", bool, description="`true`: tell what the list can be narrowed to, with counts."
    ),
]
_WANTED: Final = {
    AttributeKind.NUMBER: "Give a number, or numbers from and to: 10..20, 10.. or ..20.",
    AttributeKind.BOOLEAN: "Give true or false.",
    AttributeKind.TEXT: "Products cannot be chosen by free text.",
}


class UnknownAttribute(InvalidInput):
    code = "unknown_attribute"


class BadFacetValue(InvalidInput):
    code = "bad_facet_value"


def brands(query: QueryDict) -> tuple[str, ...]:
    """Raises `BadFacetValue` and `TooManyChoices`."""
    slugs = _values(query, "brand")
    if not all(map(is_brand, slugs)):
        raise BadFacetValue("That is no brand.", fields={"brand": "Give the slug of a brand."})
    return slugs


def choices(query: QueryDict) -> tuple[Choice, ...]:
    """Raises `UnknownAttribute`, `BadFacetValue` and `TooManyChoices`."""
    names = [name for name in query if name.startswith(PREFIX)]
    if len(names) > MOST_FACETS:
        raise _too_many(names[MOST_FACETS], f"Choose by at most {MOST_FACETS} properties.")
    found = (_choice(query, name) for name in names)
    return tuple(choice for choice in found if choice.values)


def _choice(query: QueryDict, name: str) -> Choice:
    attribute = vocabulary().attributes.get(name.removeprefix(PREFIX))
    if attribute is None:
        raise UnknownAttribute("There is no such property.", fields={name: "There is no such attribute."})
    values = _values(query, name)
    for value in values:
        if not is_value(attribute, value):
            raise BadFacetValue("That is no value of the property.", fields={name: _wanted(attribute)})
    return Choice(code=attribute.code, values=values)


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(filter(None, query.getlist(name))))
    if len(values) > MOST_VALUES:
        raise _too_many(name, f"Choose at most {MOST_VALUES} values.")
    return values


def _too_many(name: str, message: str) -> TooManyChoices:
    return TooManyChoices(message, fields={name: message})


def _wanted(attribute: AttributeView) -> str:
    kind = AttributeKind(attribute.kind)
    if kind == AttributeKind.CHOICE:
        return f"Give one of: {', '.join(list(attribute.choices)[:MOST_VALUES])}."
    return _WANTED[kind]
