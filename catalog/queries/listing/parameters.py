"""How facets are written in an address, of a page or of the API: `brand=lumora`, `f.power=10..20&f.power=60`."""

from typing import Final

from catalog.domain.records import AttributeKind
from catalog.queries.listing.selection import span
from catalog.queries.vocabulary import AttributeView

PREFIX: Final = "f."
"""Before the code of an attribute, which could be called `page`."""
_LONGEST_SLUG: Final = 120


def is_value(attribute: AttributeView, value: str) -> bool:
    """Whether products can be chosen by it: free text cannot."""
    match attribute.kind:
        case AttributeKind.NUMBER:
            return span(value) is not None
        case AttributeKind.CHOICE:
            return value in attribute.choices
        case AttributeKind.BOOLEAN:
            return value in {"true", "false"}
        case _:
            return False


def is_brand(slug: str) -> bool:
    """Whether it may be one."""
    return 0 < len(slug) <= _LONGEST_SLUG and slug.isprintable()
