"""What a list can be narrowed to, with how many products each choice would leave."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from catalog.caching import BRANDS, VOCABULARY
from catalog.domain.facets import Chosen, counted, spans
from catalog.domain.records import AttributeKind
from catalog.queries.category_tree import category_tree
from catalog.queries.listing.groups import BRAND, attribute_facet
from catalog.queries.listing.selection import Selection, span
from catalog.queries.specification import label
from catalog.queries.vocabulary import AttributeView, Vocabulary, vocabulary
from electricityshop.caching.tags import depends_on
from electricityshop.plain_sql import fetch

AVAILABILITY: Final = "availability"
PRICE: Final = "price"

MOST_FACETS: Final = 8
"""Properties that are shown, beside those that something was chosen of."""
MOST_OPTIONS: Final = 40
SINGLE_NUMBERS: Final = 8
"""So many different numbers are shown one by one; more of them as spans."""
SPANS: Final = 6
PRICE_SPANS: Final = 4
_MOST_VALUES: Final = 2_000
"""Facet values that are looked up; the rarest of more are not shown."""
_COVERING: Final = 0.02
"""A property that fewer of the products have is not worth a place."""

_VALUES = """
SELECT f.id, a.code, f.value, f.number, b.slug, b.name
FROM catalog_facetvalue f
LEFT JOIN catalog_attribute a ON a.id = f.attribute_id
LEFT JOIN catalog_brand b ON b.id = f.brand_id
WHERE f.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Option:
    """`value` is what stands in an address. `count` products would be there with it, all else as it is."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """`code` is an attribute's, or `brand`."""

    code: str
    name: str
    options: tuple[Option, ...]
    unit: str = ""
    explanation: str = ""

    @property
    def chosen(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.is_chosen)


@dataclass(frozen=True, slots=True)
class PriceSpan:
    """Minor units, both included."""

    low: int
    high: int
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """`categories` are those right below the one that is looked at, by path; `in_stock` of all that is found."""

    categories: tuple[Option, ...] = ()
    properties: tuple[Facet, ...] = ()
    prices: tuple[PriceSpan, ...] = ()
    in_stock: int = 0

    @property
    def chosen(self) -> tuple[tuple[Facet, Option], ...]:
        return tuple((facet, option) for facet in self.properties for option in facet.chosen)


class _Value(NamedTuple):
    id: int
    code: str | None
    value: str
    number: float | None
    brand_slug: str | None
    brand_name: str | None


def facets_of(chosen: Chosen, selection: Selection) -> Facets:
    """One statement."""
    depends_on(BRANDS, VOCABULARY)
    words = vocabulary()
    counts = _counts(chosen, selection)
    common = [value for value, _count in counts[""].most_common(_MOST_VALUES)]
    own = {value for facet in counts.values() for value, _count in facet.most_common(MOST_OPTIONS)}
    by_facet: dict[str, list[_Value]] = defaultdict(list)
    for value in map(_Value._make, fetch(_VALUES, [list({*common, *own})])):
        by_facet[attribute_facet(value.code) if value.code else BRAND].append(value)
    return Facets(
        categories=_categories(chosen, selection),
        properties=_properties(words, by_facet, counts, selection, len(chosen.fitting)),
        prices=_prices(chosen),
        in_stock=sum(candidate.is_available for candidate in chosen.for_facet(AVAILABILITY)),
    )


def _counts(chosen: Chosen, selection: Selection) -> dict[str, Counter[int]]:
    """By facet, those without a choice under the empty name."""
    fitting = counted(chosen.fitting)
    facets = [attribute_facet(choice.code) for choice in selection.choices]
    facets += [BRAND] if selection.brands else []
    return {"": fitting} | {facet: fitting + counted(chosen.missed_by.get(facet, ())) for facet in facets}


def _properties(
    words: Vocabulary,
    by_facet: Mapping[str, Sequence[_Value]],
    counts: Mapping[str, Counter[int]],
    selection: Selection,
    found: int,
) -> tuple[Facet, ...]:
    """Chosen ones always; of the others those that tell most products apart. In the order of the category's sheet."""
    chosen = {attribute_facet(choice.code): choice.values for choice in selection.choices}
    made: list[tuple[int, Facet]] = []
    for facet, values in by_facet.items():
        counted_here = counts.get(facet, counts[""])
        having = [value for value in values if counted_here[value.id]]
        covered = sum(counted_here[value.id] for value in having)
        if facet == BRAND:
            options = _brands(having, counted_here, selection.brands)
        else:
            options = _options(words.attributes[facet[1:]], having, counted_here, chosen.get(facet, ()))
        is_telling = len(options) > 1 and covered >= found * _COVERING
        if is_telling or any(option.is_chosen for option in options):
            made.append((covered, _facet(words, facet, options)))
    made.sort(key=lambda told: (not told[1].chosen, -told[0]))
    kept = [facet for _covered, facet in made[:MOST_FACETS] if facet.code != BRAND]
    brand = [facet for _covered, facet in made if facet.code == BRAND]
    return (*brand, *kept)


def _facet(words: Vocabulary, facet: str, options: tuple[Option, ...]) -> Facet:
    if facet == BRAND:
        return Facet(BRAND, _("Brand"), options)
    attribute = words.attributes[facet[1:]]
    return Facet(attribute.code, attribute.name, options, attribute.unit, attribute.explanation)


def _brands(values: Sequence[_Value], counts: Counter[int], chosen: Sequence[str]) -> tuple[Option, ...]:
    options = [
        Option(value.brand_slug or "", value.brand_name or "", counts[value.id], value.brand_slug in chosen)
        for value in values
    ]
    return _the_most(options)


def _options(
    attribute: AttributeView, values: Sequence[_Value], counts: Counter[int], chosen: Sequence[str]
) -> tuple[Option, ...]:
    if attribute.kind == AttributeKind.NUMBER:
        numbers = {value.number: counts[value.id] for value in values if value.number is not None}
        return _numbers(attribute, numbers, chosen)
    places = {value: place for place, value in enumerate(attribute.choices)}
    is_flag = attribute.kind == AttributeKind.BOOLEAN
    options = [
        Option(value.value, label(attribute, value.value == "true" if is_flag else value.value),
               counts[value.id], value.value in chosen)
        for value in values
    ]  # fmt: skip
    kept = _the_most(options)
    return tuple(sorted(kept, key=lambda option: (places.get(option.value, len(places)), option.label)))


def _the_most(options: Iterable[Option]) -> tuple[Option, ...]:
    ordered = sorted(options, key=lambda option: (not option.is_chosen, -option.count, option.label))
    return tuple(ordered[:MOST_OPTIONS])


def _numbers(
    attribute: AttributeView, numbers: Mapping[float, int], chosen: Sequence[str]
) -> tuple[Option, ...]:
    """One by one while they are few, else as spans; what was chosen stands as it was chosen."""
    if len(numbers) <= SINGLE_NUMBERS:
        offered = [(_written(number), number, number, count) for number, count in numbers.items()]
    else:
        offered = [
            (_written(low) if low == high else f"{_written(low)}..{_written(high)}", low, high, count)
            for low, high, count in spans(numbers, SPANS)
        ]
    known = {value for value, *_rest in offered}
    for value in dict.fromkeys(chosen):
        ends = span(value)
        if value not in known and ends:
            count = sum(count for number, count in numbers.items() if ends[0] <= number <= ends[1])
            offered.append((value, *ends, count))
    offered.sort(key=lambda told: (told[1], told[2]))
    return tuple(
        Option(value, span_label(attribute, low, high), count, value in chosen)
        for value, low, high, count in offered
    )


def span_label(attribute: AttributeView, low: float, high: float) -> str:
    """`60 W`, `1.5 to 6 mm²`, `at least 60 W`, `at most 5 m`."""
    if low == high:
        return label(attribute, low)
    if high == float("inf"):
        return _("at least %(value)s") % {"value": label(attribute, low)}
    if low == float("-inf"):
        return _("at most %(value)s") % {"value": label(attribute, high)}
    return _("%(low)s to %(high)s") % {"low": _written(low), "high": label(attribute, high)}


def _written(number: float) -> str:
    return f"{number:.12g}" if abs(number) < 1e12 else f"{number:.0f}"


def _categories(chosen: Chosen, selection: Selection) -> tuple[Option, ...]:
    tree = category_tree()
    here = tree.at(selection.category) if selection.category else None
    depth = here.depth + 1 if here else 0
    below: Counter[int] = Counter()
    for category, count in Counter(candidate.category for candidate in chosen.fitting).items():
        trail = tree.trail(category)
        if len(trail) > depth:
            below[trail[depth].id] += count
    nodes = tree.children(here.id if here else None)
    return tuple(Option(node.path, node.name, below[node.id]) for node in nodes if below[node.id])


def _prices(chosen: Chosen) -> tuple[PriceSpan, ...]:
    prices = Counter(candidate.price for candidate in chosen.for_facet(PRICE) if candidate.price is not None)
    if len(prices) <= PRICE_SPANS:
        return ()
    told = spans({float(price): count for price, count in prices.items()}, PRICE_SPANS)
    return tuple(PriceSpan(int(low), int(high), count) for low, high, count in told)
