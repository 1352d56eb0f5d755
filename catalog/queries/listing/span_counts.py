"""How many products have a number in a span: one with several numbers in it counts once."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from catalog.domain.facets import Chosen, counted_together
from catalog.queries.listing.groups import attribute_facet
from catalog.queries.listing.options import Facet, FacetValue
from catalog.queries.listing.selection import span

Place = tuple[int, int]
"""Of a facet, and of an option in it."""


def counted_spans(
    facets: Sequence[Facet], by_facet: Mapping[str, Sequence[FacetValue]], chosen: Chosen
) -> tuple[Facet, ...]:
    """The facets, with the counts of their spans."""
    places: list[Place] = []
    free: dict[int, list[int]] = defaultdict(list)
    counts: Counter[int] = Counter()
    for number, facet in enumerate(facets):
        values = [] if facet.is_brand else by_facet.get(attribute_facet(facet.code), [])
        numbers = [(value.id, value.number) for value in values if value.number is not None]
        if not numbers:
            continue
        groups: dict[int, list[int]] = defaultdict(list) if facet.chosen else free
        for place, option in enumerate(facet.options):
            ends = span(option.value)
            if ends and ends[0] < ends[1]:
                for value, had in numbers:
                    if ends[0] <= had <= ends[1]:
                        groups[value].append(len(places))
                places.append((number, place))
        if facet.chosen and groups:
            counts += counted_together(chosen.for_facet(attribute_facet(facet.code)), groups)
    if free:
        counts += counted_together(chosen.fitting, free)
    return _with_counts(facets, {place: counts[group] for group, place in enumerate(places)})


def _with_counts(facets: Sequence[Facet], counts: Mapping[Place, int]) -> tuple[Facet, ...]:
    told = []
    for number, facet in enumerate(facets):
        options = tuple(
            replace(option, count=counts.get((number, place), option.count))
            for place, option in enumerate(facet.options)
        )
        told.append(replace(facet, options=options))
    return tuple(told)
