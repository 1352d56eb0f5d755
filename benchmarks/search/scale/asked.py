"""What shoppers ask of a shop: the same for the same shop, drawn from its own words, categories and customers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from electricityshop.plain_sql import fetch

_PER_KIND: Final = 30
_NEEDS: Final = (
    "usb-c 60w 2m", "2,5mm² 50m", "E27 806lm", "16A C curve 3 pole", "0.06kW", "10,000 mAh", "ip65 led 20w", "cable 3x1.5",
    "230v 16a socket", "cat6 20m", "led 4000k 10w", "30 mA type a",
)  # fmt: skip
_ORDERINGS: Final = ("relevance", "price", "-price", "newest", "name")
_WORDS = """
SELECT word FROM catalog_searchword
WHERE stem <> '' AND products BETWEEN %s AND %s AND word ~ '^[a-z]{3,}$'
ORDER BY hashtext(word), word LIMIT 60
"""
_NAMES = "SELECT name FROM catalog_product WHERE is_published ORDER BY hashtext(slug), id LIMIT 400"
_SKUS = "SELECT sku FROM catalog_variant WHERE is_active ORDER BY hashtext(sku), id LIMIT 40"
_CATEGORIES = """
SELECT c.path, count(*) FROM catalog_category c
JOIN catalog_category below ON below.path = c.path OR starts_with(below.path, c.path || '/')
JOIN catalog_product p ON p.category_id = below.id AND p.is_published
GROUP BY c.path ORDER BY hashtext(c.path), c.path
"""
_BRANDS = """
SELECT b.slug FROM catalog_brand b JOIN catalog_facetvalue f ON f.brand_id = b.id ORDER BY f.products DESC, b.slug LIMIT 20
"""
_VALUES = """
SELECT a.code, CASE a.kind WHEN 'number' THEN f.value || '..' ELSE f.value END
FROM catalog_facetvalue f JOIN catalog_attribute a ON a.id = f.attribute_id
ORDER BY f.products DESC, a.code, f.value LIMIT 40
"""
"""The most frequent; of numbers, what is at least that."""
_CUSTOMERS = """
SELECT user_id, count(*) FROM orders_order WHERE user_id IS NOT NULL GROUP BY user_id ORDER BY count(*) DESC, user_id LIMIT 20
"""
_OTHERS = """
SELECT user_id, count(*) FROM orders_order
WHERE user_id IN (SELECT id FROM accounts_user ORDER BY hashint8(id), id LIMIT 120)
GROUP BY user_id ORDER BY user_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A page of a list. `kind` says what is asked for, in the report."""

    kind: str
    search: str = ""
    category: str = ""
    ordering: str = "relevance"
    brands: tuple[str, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Codes of attributes, and values of each."""
    maximum: int | None = None
    only_in_stock: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class History:
    """A page of a customer's orders."""

    kind: str
    user_id: int
    page: int


def searches() -> Iterator[Wish]:
    """A few hundred: broad and rare words, several, misspelt, measures, numbers, narrowed and sorted."""
    chance = Random("searches")
    [[size]] = fetch("SELECT count(*) FROM catalog_product", [])
    classes = {
        "very broad word": (size // 20, size),
        "broad word": (size // 200, size // 20),
        "middling word": (size // 2_000, size // 200),
        "rare word": (1, max(10, size // 20_000)),
    }
    words = {
        kind: [word for (word,) in fetch(_WORDS, list(ends))][:_PER_KIND] for kind, ends in classes.items()
    }
    for kind, found in words.items():
        yield from (Wish(kind=kind, search=word) for word in found)
    names = [name for (name,) in fetch(_NAMES, [])]
    for count in (2, 3, 4):
        yield from (
            Wish(kind=f"{count} words", search=" ".join(name.split()[:count]))
            for name in _some(names, chance)
        )
    mixed = zip(words["very broad word"], words["rare word"] or ["kaldo"], strict=False)
    yield from (Wish(kind="broad and rare", search=" ".join(pair)) for pair in mixed)
    yield from (Wish(kind="misspelt", search=_misspelt(name, chance)) for name in _some(names, chance))
    yield from (Wish(kind="quantities", search=need) for need in _NEEDS)
    yield from (Wish(kind="SKU", search=sku) for (sku,) in fetch(_SKUS, []))
    yield from (Wish(kind="beginning of SKUs", search=sku[:5]) for (sku,) in fetch(_SKUS, [])[:10])
    yield Wish(kind="nothing", search="' OR 1=1--")
    broad = [*words["very broad word"], *words["broad word"]]
    yield from _narrowed([Wish(kind="", search=word) for word in broad], "search", chance)


def _some(names: list[str], chance: Random) -> list[str]:
    return chance.sample(names, min(_PER_KIND, len(names)))


def _misspelt(name: str, chance: Random) -> str:
    """The first two words, one letter of a long one missing."""
    words = name.split()[:2]
    long = max(words, key=len)
    place = chance.randrange(1, max(2, len(long) - 1))
    return " ".join(words).replace(long, long[:place] + long[place + 1 :])


def categories() -> Iterator[Wish]:
    """Top, middle and leaf categories: first and deep pages, narrowed and sorted."""
    chance = Random("categories")
    held = dict(fetch(_CATEGORIES, []))
    for path, count in held.items():
        kind = ("top", "middle", "leaf")[min(2, path.count("/"))] + " category"
        yield Wish(kind=kind, category=path)
        if count > 24:
            yield Wish(
                kind=f"{kind}, deep page", category=path, page=chance.randint(2, min(40, -(-count // 24)))
            )
    yield from _narrowed([Wish(kind="", category=path) for path in list(held)[:60]], "category", chance)
    yield from (Wish(kind="whole shop", ordering=ordering) for ordering in _ORDERINGS)


def _narrowed(asked: list[Wish], what: str, chance: Random) -> Iterator[Wish]:
    brands, values = [slug for (slug,) in fetch(_BRANDS, [])], fetch(_VALUES, [])
    for wish in asked:
        two = tuple(chance.sample(brands, min(2, len(brands))))
        yield replace(wish, kind=f"{what}, brands", brands=two)
        code, value = chance.choice(values)
        yield replace(wish, kind=f"{what}, property", choices=((code, (value,)),))
        yield replace(wish, kind=f"{what}, price", maximum=5_000)
        yield replace(wish, kind=f"{what}, in stock", only_in_stock=True)
        yield replace(wish, kind=f"{what}, sorted", ordering=chance.choice(_ORDERINGS[1:]))


def beginnings() -> Iterator[Wish]:
    """What stands in the box while words of names are typed: one to eight characters, and a second word's."""
    names = [name.lower() for (name,) in fetch(_NAMES, [])][:25]
    typed = {name[:length].strip() for name in names for length in (*range(1, 9), 12)}
    yield from (Wish(kind=f"{min(len(text), 9)} characters", search=text) for text in sorted(typed))


def histories() -> Iterator[History]:
    """Customers with few orders and with very many: the first page, some and the last."""
    for kind, statement in (("many orders", _CUSTOMERS), ("few orders", _OTHERS)):
        for user, count in fetch(statement, []):
            last = -(-count // 10)
            yield from (
                History(f"{kind}, {place} page", user, page)
                for place, page in (("first", 1), ("middle", (last + 1) // 2), ("last", last))
            )
