"""Where the coherence proof looks: every cached page and API address of its shop, and what each says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks import coherence_facts as facts
from benchmarks.coherence_facts import Fact
from benchmarks.coherence_shop import Goods, Shelf, Shop

Say = Callable[[bytes], set[Fact]]
PAGES, API, QUERIES = "pages", "API", "cached queries"


@dataclass(frozen=True, slots=True)
class Surface:
    """`said` reads the facts from a body. `shown` is the fact that is 1 while it is there, and 0 while it is a 404."""

    name: str
    path: str
    said: Say
    shown: str = ""


def surfaces(shop: Shop) -> dict[str, list[Surface]]:
    """By kind; of each kind one is asked for as often as of any other."""
    found: dict[str, list[Surface]] = {
        "home": [Surface(f"{PAGES}: home", "/", _all)],
        "search": [Surface(f"{PAGES}: search", "/search?q=proof", _all)],
        "top category": [Surface(f"{PAGES}: category above", "/c/proof/", _all)],
        "API list": [Surface(f"{API}: list", "/api/v1/products?page_size=100", _all)],
        "API search": [Surface(f"{API}: search", "/api/v1/products?search=proof&page_size=100", _all)],
        "API categories": [Surface(f"{API}: categories", "/api/v1/categories", _categories)],
    }
    for shelf in shop.shelves:
        for kind, surface in _of_shelf(shelf):
            found.setdefault(kind, []).append(surface)
    return found


def _of_shelf(shelf: Shelf) -> Iterator[tuple[str, Surface]]:
    number = shelf.number
    yield "category", Surface(f"{PAGES}: category", f"/c/proof/w{number}/", _cards(number))
    switched = _switched(number)
    yield "switched", Surface(f"{PAGES}: category, products come and go", f"/c/proof/s{number}/", switched)
    address = f"/api/v1/products?category=proof/s{number}&page_size=100"
    yield "API switched", Surface(f"{API}: list, products come and go", address, switched)
    for goods in (*shelf.plain, shelf.imported, shelf.changing):
        yield "product", Surface(f"{PAGES}: product", f"/p/{goods.slug}/", _page(goods))
        yield "API product", Surface(f"{API}: product", f"/api/v1/products/{goods.slug}", _detail(goods))
    for goods in shelf.switched:
        shown = f"shown:{goods.key}"
        yield "shown", Surface(f"{PAGES}: product, comes and goes", f"/p/{goods.slug}/", _all, shown)
        path = f"/api/v1/products/{goods.slug}"
        yield "API shown", Surface(f"{API}: product, comes and goes", path, _all, shown)


def _all(body: bytes) -> set[Fact]:
    return facts.names(body) | facts.prices(body) | facts.skus(body)


def _categories(body: bytes) -> set[Fact]:
    return facts.names(body) | facts.counts(body)


def _cards(shelf: int) -> Say:
    return lambda body: _all(body) | facts.declared_on_cards(body, shelf)


def _switched(shelf: int) -> Say:
    return lambda body: _all(body) | facts.published(body, shelf)


def _page(goods: Goods) -> Say:
    return lambda body: _own(body, goods)


def _detail(goods: Goods) -> Say:
    return lambda body: _own(body, goods) | facts.declared_in_sheet(body, goods.shelf)


def _own(body: bytes, goods: Goods) -> set[Fact]:
    """Of a product whose variants come and go, stock is not looked at: they have none."""
    found = facts.names(body) | facts.prices(body) | facts.skus(body, goods.key)
    return found if goods.key.startswith("k") else found | facts.stock(body, goods.key)
