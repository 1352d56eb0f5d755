"""What is offered of one facet: its values in their order, numbers as spans where they are many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from catalog.domain.facets import number_text, spans
from catalog.domain.records import AttributeKind
from catalog.queries.listing.selection import span
from catalog.queries.specification import label
from catalog.queries.vocabulary import AttributeView

MOST_OPTIONS: Final = 40
SINGLE_NUMBERS: Final = 8
"""So many different numbers are shown one by one; more of them as spans."""
SPANS: Final = 6


@dataclass(frozen=True, slots=True)
class Option:
    """`value` is what stands in an address. `count` products would be there with it, all else as it is."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """`code` is an attribute's, and `brand` of the brands."""

    code: str
    name: str
    options: tuple[Option, ...]
    unit: str = ""
    explanation: str = ""
    is_brand: bool = False

    @property
    def chosen(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.is_chosen)


class FacetValue(NamedTuple):
    """`code` is an attribute's; a brand has none."""

    id: int
    code: str | None
    value: str
    number: float | None
    brand_slug: str | None
    brand_name: str | None


def brand_options(
    values: Sequence[FacetValue], counts: Counter[int], chosen: Sequence[str]
) -> tuple[Option, ...]:
    """The most frequent first, after those that are chosen."""
    options = [
        Option(value.brand_slug or "", value.brand_name or "", counts[value.id], value.brand_slug in chosen)
        for value in values
    ]
    return _the_most(options)


def attribute_options(
    attribute: AttributeView, values: Sequence[FacetValue], counts: Counter[int], chosen: Sequence[str]
) -> tuple[Option, ...]:
    """Choices as declared, numbers by size. What was chosen is there even where nothing has it."""
    if attribute.kind == AttributeKind.NUMBER:
        numbers = {value.number: counts[value.id] for value in values if value.number is not None}
        return _numbers(attribute, numbers, chosen)
    had = {value.value: counts[value.id] for value in values}
    found = dict.fromkeys(chosen, 0) | had
    options = [
        Option(value, _label(attribute, value), count, value in chosen) for value, count in found.items()
    ]
    places = {value: place for place, value in enumerate(attribute.choices)}
    kept = _the_most(options)
    return tuple(sorted(kept, key=lambda option: (places.get(option.value, len(places)), option.label)))


def _label(attribute: AttributeView, value: str) -> str:
    return label(attribute, value == "true" if attribute.kind == AttributeKind.BOOLEAN else value)


def _the_most(options: Iterable[Option]) -> tuple[Option, ...]:
    ordered = sorted(options, key=lambda option: (not option.is_chosen, -option.count, option.label))
    return tuple(ordered[:MOST_OPTIONS])


def _numbers(
    attribute: AttributeView, numbers: Mapping[float, int], chosen: Sequence[str]
) -> tuple[Option, ...]:
    """One by one while they are few, else as spans; what was chosen stands as it was chosen."""
    if len(numbers) <= SINGLE_NUMBERS:
        offered = [(number_text(number), number, number, count) for number, count in numbers.items()]
    else:
        offered = [(_span_text(low, high), low, high, count) for low, high, count in spans(numbers, SPANS)]
    own = {value: span(value) for value in chosen}
    room = MOST_OPTIONS - len(own)
    kept = [told for told in offered if told[0] not in own][:room]
    for value, ends in own.items():
        if ends:
            count = sum(count for number, count in numbers.items() if ends[0] <= number <= ends[1])
            kept.append((value, *ends, count))
    kept.sort(key=lambda told: (told[1], told[2]))
    return tuple(
        Option(value, span_label(attribute, low, high), count, value in own)
        for value, low, high, count in kept
    )


def span_label(attribute: AttributeView, low: float, high: float) -> str:
    """`60 W`, `1.5 to 6 mm²`, `at least 60 W`, `at most 5 m`."""
    if low == high:
        return label(attribute, low)
    if high == float("inf"):
        return _("at least %(value)s") % {"value": label(attribute, low)}
    if low == float("-inf"):
        return _("at most %(value)s") % {"value": label(attribute, high)}
    return _("%(low)s to %(high)s") % {"low": number_text(low), "high": label(attribute, high)}


def _span_text(low: float, high: float) -> str:
    return number_text(low) if low == high else f"{number_text(low)}..{number_text(high)}"
