"""Products of a category, of a search, or of the whole shop: filtered, ordered, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalog.caching import ALL_STOCK, stock_tag
from catalog.domain.facets import Candidate, Chosen, Wish, choose, one_of, priced
from catalog.domain.search.closeness import Meaning
from catalog.domain.search.quantity import Quantity
from catalog.queries.article_numbers import by_number
from catalog.queries.category_samples import product_count
from catalog.queries.category_tree import category_tree
from catalog.queries.listing.candidates import ENOUGH, PLENTY, Candidates, candidates, these, walked
from catalog.queries.listing.conditions import categories_of, chosen
from catalog.queries.listing.facets import AVAILABILITY, PRICE, Facets, facets_of
from catalog.queries.listing.groups import Group, groups
from catalog.queries.listing.selection import Ordering, Selection
from catalog.queries.listing.walking import IN_CATEGORY, walk
from catalog.queries.product_cards import TABLE_SPECS, ProductCard, cards_of, popular_cards
from catalog.queries.search.matching import FEW, Condition, Matching
from catalog.queries.search.understanding import Understood, understood
from catalog.queries.search_terms import search_terms
from electricityshop.caching.tags import depends_on
from electricityshop.pages import Page, PageRequest

_POPULAR_FIRST = {Ordering.RELEVANCE, Ordering.POPULAR}


@dataclass(frozen=True, slots=True)
class Asked:
    """A quantity in the search that properties of the shop are measured in."""

    quantity: Quantity
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class ProductPage(Page[ProductCard]):
    """One page of products, and what a search had to change to find them.

    Of a long list, `count` are at hand and `is_all` is False.
    """

    corrected: Mapping[str, str] = field(default_factory=dict)
    """What was typed to what was looked for instead."""
    is_relaxed: bool = False
    """Some lack a part of what was looked for."""
    quantities: tuple[Asked, ...] = ()
    """What was understood as measures."""
    is_all: bool = True
    facets: Facets = field(default_factory=Facets)
    """Empty unless they were asked for."""


def product_list(
    selection: Selection, request: PageRequest, *, specs: int = TABLE_SPECS, with_facets: bool = False
) -> ProductPage:
    """One page, each product with its first `specs` properties.

    Raises `UnknownCategory`, and `PageOutOfRange` past the last page.
    """
    if not with_facets and not selection.is_filtered and selection.ordering in _POPULAR_FIRST:
        return _whole_range(selection, request, specs)
    found = Found(selection, with_stock=with_facets or selection.only_in_stock)
    facets = facets_of(found.chosen, selection, found.chosen_groups) if with_facets else Facets()
    if not selection.is_filtered and selection.ordering in _POPULAR_FIRST:
        return replace(_whole_range(selection, request, specs), facets=facets)
    return ProductPage(
        cards_of(found.page_ids(request), specs=specs),
        len(found.chosen.fitting),
        request,
        found.corrected,
        found.is_relaxed,
        found.quantities,
        found.are_all,
        facets,
    )


def _whole_range(selection: Selection, request: PageRequest, specs: int) -> ProductPage:
    """A category, or the shop, as most people see it: everything, the most popular first."""
    count = product_count(selection.category)
    if request.offset >= count:
        return ProductPage((), count, request)
    categories = categories_of(selection)
    cards = popular_cards(categories, size=request.size, offset=request.offset, specs=specs)
    return ProductPage(cards, count, request)


class Found:
    """What a selection finds: `chosen` of it, and whether there is more."""

    def __init__(self, selection: Selection, *, with_stock: bool) -> None:
        self._selection, self._size = selection, product_count()
        self._place = self._of_category()
        self._search = understood(selection.search) if selection.search else Understood()
        self._matching = Matching(self._search, self._size) if self._search.terms else None
        self._numbered = by_number(search_terms(selection.search))
        self.is_relaxed = False
        if with_stock:
            depends_on(
                stock_tag(category_tree().at(selection.category).id) if selection.category else ALL_STOCK
            )
        self.chosen_groups = groups(selection)
        self.chosen, self.are_all = self._choose()

    @property
    def corrected(self) -> Mapping[str, str]:
        return {} if self._numbered else self._search.corrected

    @property
    def quantities(self) -> tuple[Asked, ...]:
        told = ((term.quantity, term.near) for term in self._search.terms)
        return tuple(
            Asked(quantity, near.meaning) for quantity, near in told if quantity and near and near.ids
        )

    def page_ids(self, request: PageRequest) -> list[int]:
        fitting, ordering = self.chosen.fitting, self._selection.ordering
        if not self.are_all and ordering not in _POPULAR_FIRST:
            ids = self._walked(ordering, request)
            if len(ids) == request.size:
                return ids
        return [candidate.id for candidate in fitting[request.offset : request.offset + request.size]]

    def _walked(self, ordering: Ordering, request: PageRequest) -> list[int]:
        """A page in another order than the popular ones', of the whole list where that can be read off an index."""
        categories = categories_of(self._selection)
        if categories is not None and not self._selection.is_filtered and ordering in IN_CATEGORY:
            last = request.offset + request.size
            return [row.id for row, _ in walk(categories, (), ordering, None, last)][request.offset :]
        return walked(self._narrowed(), ordering, request, self._matching)

    def _choose(self) -> tuple[Chosen, bool]:
        """Of those at hand where they are all or many; else what is chosen is looked for, too."""
        wishes = _wishes(self._selection, self.chosen_groups)
        at_hand = self._gather(self._place)
        fitting = choose(at_hand.rows, wishes)
        if at_hand.are_all or not wishes or len(fitting.fitting) >= PLENTY:
            return fitting, at_hand.are_all
        narrowed = self._gather(self._narrowed())
        return Chosen(narrowed.rows, fitting.missed_by), narrowed.are_all

    def _gather(self, conditions: Sequence[Condition]) -> Candidates:
        """The number that was meant comes first, whatever its words."""
        numbered = these(list(self._numbered), conditions) if self._numbered else []
        if self._selection.search and self._matching is None:
            return Candidates(numbered, are_all=True, full=len(numbered))
        found = self._worded(conditions, len(numbered))
        known = {candidate.id for candidate in numbered}
        rows = [*numbered, *(candidate for candidate in found.rows if candidate.id not in known)]
        return Candidates(rows, found.are_all, found.full)

    def _worded(self, conditions: Sequence[Condition], numbered: int) -> Candidates:
        if self._matching is None:
            return self._candidates(conditions)
        strict = self._candidates([*conditions, self._matching.strict])
        if not self._matching.can_relax or strict.full + numbered >= FEW:
            return strict
        relaxed = self._candidates([*conditions, self._matching.most], a_few_will_do=FEW)
        if not relaxed.rows:
            relaxed = self._candidates([*conditions, self._matching.any], a_few_will_do=FEW)
        self.is_relaxed = len(relaxed.rows) > strict.full
        return relaxed

    def _candidates(self, conditions: Sequence[Condition], *, a_few_will_do: int = ENOUGH) -> Candidates:
        """Beside the very number that was meant, the popular will do: half of a number stands in very many."""
        few = 0 if any(self._numbered.values()) else a_few_will_do
        ordering = self._selection.ordering
        return candidates(conditions, self._size, ordering, self._matching, a_few_will_do=few)

    def _of_category(self) -> list[Condition]:
        categories = categories_of(self._selection)
        if categories is None:
            return []
        return [Condition("p.category_id = ANY(%s)", (list(categories),))]

    def _narrowed(self) -> list[Condition]:
        """The category, and everything that was chosen."""
        return [*self._place, *chosen(self._selection, self.chosen_groups)]


def _wishes(selection: Selection, groups_chosen: Sequence[Group]) -> list[Wish]:
    wishes = [one_of(group.facet, group.ids) for group in groups_chosen]
    if selection.has_price:
        wishes.append(priced(PRICE, selection.minimum, selection.maximum))
    if selection.only_in_stock:
        wishes.append(Wish(AVAILABILITY, _is_available))
    return wishes


def _is_available(candidate: Candidate) -> bool:
    return candidate.is_available
