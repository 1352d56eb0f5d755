"""What there is to choose, as tests write it."""

from catalog.queries.listing.selection import Choice, Selection
from catalog.queries.product_list import product_list
from electricityshop.pages import PageRequest
from tests.factories import product_with_variant


def listing(page=None, **selection):
    """`choices` by attribute code: `choices={"power": ["10..20"]}`."""
    chosen = tuple(
        Choice(code=code, values=tuple(values)) for code, values in selection.pop("choices", {}).items()
    )
    return product_list(Selection(choices=chosen, **selection), page or PageRequest(), with_facets=True)


def slugs(**selection):
    return [card.slug for card in listing(**selection).items]


def counts(code, **selection):
    """Of one facet, value to count, in the order in which it is offered; empty when it is not."""
    for facet in listing(**selection).facets.properties:
        if facet.code == code:
            return {option.value: option.count for option in facet.options}
    return {}


def chosen(code, **selection):
    facets = {facet.code: facet for facet in listing(**selection).facets.properties}
    return [option.value for option in facets[code].options if option.is_chosen]


def products(category, **specifications):
    """Slug to specification."""
    return [
        product_with_variant(slug=slug, category=category, brand=None, specification=specification)
        for slug, specification in specifications.items()
    ]
