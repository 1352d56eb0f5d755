"""Which products a list is to show, and in which order."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from catalog.queries.search_terms import search_terms
from electricityshop.errors import InvalidInput

LARGEST_AMOUNT = 2**31 - 1
MOST_FACETS: Final = 20
MOST_VALUES: Final = 40
"""Of one facet, chosen at once."""
_NUMBER: Final = r"-?[0-9]{1,60}(?:\.[0-9]{1,60})?"
_SPAN: Final = re.compile(rf"({_NUMBER})?\.\.({_NUMBER})?")


class BadPriceRange(InvalidInput):
    code = "bad_price_range"


class TooManyChoices(InvalidInput):
    code = "too_many_choices"


class Ordering(StrEnum):
    """How a list is ordered. RELEVANCE needs a search; without one it is popularity."""

    RELEVANCE = "relevance"
    POPULAR = "-popularity"
    UNPOPULAR = "popularity"
    CHEAPEST = "price"
    DEAREST = "-price"
    NEWEST = "newest"
    NAME = "name"
    NAME_BACKWARDS = "-name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Values of one attribute, any of which will do: a value as in a specification, a number, or `10..20`, `10..`."""

    code: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.values) > MOST_VALUES:
            message = f"Choose at most {MOST_VALUES} values."
            raise TooManyChoices(message, fields={self.code: message})


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which products. Prices are minor units, both ends included; `category` is a path, empty for all; `brands` are slugs.

    Raises `BadPriceRange`, `SearchTooLong` and `TooManyChoices` on construction.
    """

    category: str = ""
    search: str = ""
    brands: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    only_in_stock: bool = False
    ordering: Ordering = Ordering.RELEVANCE

    def __post_init__(self) -> None:
        search_terms(self.search)
        if len(self.brands) > MOST_VALUES or len(self.choices) > MOST_FACETS:
            raise TooManyChoices(f"Choose at most {MOST_FACETS} properties and {MOST_VALUES} brands.")
        for name, amount in (("min_price", self.minimum), ("max_price", self.maximum)):
            if amount is not None and not 0 <= amount <= LARGEST_AMOUNT:
                message = f"Give an amount from 0 to {LARGEST_AMOUNT}."
                raise BadPriceRange("That is not a price.", fields={name: message})
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            message = "The lowest price is above the highest."
            raise BadPriceRange(message, fields={"min_price": message})

    @property
    def has_price(self) -> bool:
        return (self.minimum, self.maximum) != (None, None)

    @property
    def is_narrowed(self) -> bool:
        """Whether something was chosen that can be taken back: the search and the category are not."""
        return bool(self.brands or self.choices or self.only_in_stock or self.has_price)

    @property
    def is_filtered(self) -> bool:
        """Whether it may leave out products of its category."""
        return bool(self.search) or self.is_narrowed


def span(value: str) -> tuple[float, float] | None:
    """The ends of `10..20`, `10..`, `..20` or `15`; None for anything else, and where the first is the higher one."""
    if re.fullmatch(_NUMBER, value):
        return float(value), float(value)
    ends = _SPAN.fullmatch(value)
    if ends is None or not any(ends.groups()):
        return None
    low, high = float(ends[1] or "-inf"), float(ends[2] or "inf")
    return (low, high) if low <= high else None
