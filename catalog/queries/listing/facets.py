"""What a list can be narrowed to, with how many products each choice would leave."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from django.utils.translation import gettext as _

from catalog.caching import BRANDS, VOCABULARY
from catalog.domain.facets import Chosen, counted, overlapping, spans
from catalog.queries.category_tree import category_tree
from catalog.queries.listing.groups import BRAND, Group, attribute_facet
from catalog.queries.listing.options import Facet, FacetValue, Option, attribute_options, brand_options
from catalog.queries.listing.selection import Selection
from catalog.queries.listing.span_counts import counted_spans
from catalog.queries.vocabulary import Vocabulary, vocabulary
from electricityshop.caching.tags import depends_on
from electricityshop.plain_sql import fetch

AVAILABILITY: Final = "availability"
PRICE: Final = "price"

MOST_FACETS: Final = 8
"""Properties that are shown, beside those that something was chosen of."""
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


def facets_of(chosen: Chosen, selection: Selection, wanted: Sequence[Group] = ()) -> Facets:
    """`wanted` is what was chosen, as ids. One statement."""
    depends_on(BRANDS, VOCABULARY)
    return Facets(
        categories=_categories(chosen, selection),
        properties=_properties(chosen, selection, wanted),
        prices=_prices(chosen),
        in_stock=sum(candidate.is_available for candidate in chosen.for_facet(AVAILABILITY)),
    )


def _properties(chosen: Chosen, selection: Selection, wanted: Sequence[Group]) -> tuple[Facet, ...]:
    """Chosen ones always; of the others those that most products have. In the order of the category's sheet."""
    words, counts = vocabulary(), _counts(chosen, selection)
    own = {attribute_facet(choice.code): choice.values for choice in selection.choices}
    by_facet = _values_by_facet(counts, [group for group in wanted if group.facet == BRAND])
    made: list[tuple[int, Facet]] = []
    for facet in dict.fromkeys((*own, *by_facet)):
        counted_here = counts.get(facet, counts[""])
        having = [value for value in by_facet.get(facet, ()) if counted_here[value.id]]
        covered = sum(counted_here[value.id] for value in having)
        attribute = words.attributes.get(facet[1:])
        if facet == BRAND:
            own_brands = [value for value in by_facet[BRAND] if value.brand_slug in selection.brands]
            options = brand_options(
                list(dict.fromkeys([*having, *own_brands])), counted_here, selection.brands
            )
            shown = Facet(BRAND, _("Brand"), options, is_brand=True)
        elif attribute is not None:
            options = attribute_options(attribute, having, counted_here, own.get(facet, ()))
            shown = Facet(attribute.code, attribute.name, options, attribute.unit, attribute.explanation)
        else:  # it came into the shop this very moment
            continue
        is_telling = len(options) > 1 and covered >= len(chosen.fitting) * _COVERING
        if is_telling or shown.chosen:
            made.append((covered, shown))
    kept = _in_order(made, words, selection)
    return counted_spans(kept, by_facet, chosen)


def _in_order(
    made: Sequence[tuple[int, Facet]], words: Vocabulary, selection: Selection
) -> tuple[Facet, ...]:
    brand = [facet for _covered, facet in made if facet.is_brand]
    ranked = sorted(made, key=itemgetter(0), reverse=True)
    properties = [facet for _covered, facet in ranked if not facet.is_brand]
    free = [facet for facet in properties if not facet.chosen]
    left_out = {facet.code for facet in free[max(0, MOST_FACETS - (len(properties) - len(free))) :]}
    kept = [facet for facet in properties if facet.code not in left_out]
    if selection.category:
        tree = category_tree()
        codes = words.codes_of(tree, tree.at(selection.category).id)
        places = {code: place for place, code in enumerate(codes)}
        kept.sort(key=lambda facet: places.get(facet.code, len(places)))
    return (*brand, *kept)


def _values_by_facet(
    counts: Mapping[str, Counter[int]], brands: Sequence[Group]
) -> dict[str, list[FacetValue]]:
    ids = {value for facet in counts.values() for value, _count in facet.most_common(_MOST_VALUES)}
    ids.update(value for group in brands for value in group.ids)
    found: dict[str, list[FacetValue]] = defaultdict(list)
    for value in map(FacetValue._make, fetch(_VALUES, [list(ids)])):
        found[attribute_facet(value.code) if value.code else BRAND].append(value)
    return found


def _counts(chosen: Chosen, selection: Selection) -> dict[str, Counter[int]]:
    """By facet, those without a choice under the empty name."""
    fitting = counted(chosen.fitting)
    facets = [attribute_facet(choice.code) for choice in selection.choices]
    facets += [BRAND] if selection.brands else []
    return {"": fitting} | {facet: fitting + counted(chosen.missed_by.get(facet, ())) for facet in facets}


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
    """Of a product with several prices each counts, as in the list that the span leads to."""
    ranges = [(found.price, found.price_to) for found in chosen.for_facet(PRICE) if found.price is not None]
    lowest = Counter(price for price, _price_to in ranges)
    if len(lowest) <= PRICE_SPANS:
        return ()
    told = spans({float(price): count for price, count in lowest.items()}, PRICE_SPANS)
    return tuple(PriceSpan(int(low), int(high), overlapping(ranges, low, high)) for low, high, _times in told)
