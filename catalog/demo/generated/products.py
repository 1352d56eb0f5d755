"""Products made after the demo's: their texts and variants, with other makers, series, values, prices and popularity."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import exp, log
from random import Random

from catalog.demo.article_numbers import check_digit, manufacturer_number, steady_number
from catalog.demo.expand import products
from catalog.demo.generated.figures import popularity, price_spread, zipf_place
from catalog.demo.generated.values import Pools, may_vary, value_pools, varied
from catalog.demo.generated.words import BRANDS, invented_brands, series
from catalog.demo.shop_figures import opening_stock, shop_price
from catalog.demo.vocabulary import brands as demo_brands
from catalog.demo.wording import slug
from catalog.domain.records import ProductRecord, VariantRecord

MOST_PRODUCTS = 10_000_000
"""What EANs and SKUs have digits for."""
_VARIANTS = (1, 2, 3, 4, 5)
_VARIANT_WEIGHTS = (30, 56, 76, 90, 100)
_LONGEST_SLUG = 120


@dataclass(frozen=True, slots=True)
class _Model:
    """A product of the demo, with what is looked up once for all that are made after it."""

    record: ProductRecord
    vary: tuple[str, ...]
    spread: float
    """Sigma of the logarithms of prices around its own."""
    first_brand: int
    """Which maker leads in its area."""
    slug: str
    """Of its name, without the maker."""


@cache
def brands() -> tuple[str, ...]:
    """All makers of generated products: the demo's, and invented ones."""
    known = demo_brands()
    invented = (name for name in invented_brands(BRANDS) if name not in known)
    return (*known, *(name for _, name in zip(range(BRANDS - len(known)), invented, strict=False)))


def generated_products(seed: int, first: int, last: int) -> Iterator[ProductRecord]:
    """Products number `first` to `last` (from 1). Each follows from the seed and its own number, and from nothing else."""
    models, pools = _models()
    for number in range(first, last + 1):
        chance = Random(f"{seed}/{number}")
        yield _product(number, models[int(chance.random() * len(models))], pools, chance)


@cache
def _models() -> tuple[tuple[_Model, ...], Pools]:
    records = tuple(products())
    logarithms: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for record in records:
        logarithms[record.category] += [log(variant.price) for variant in record.variants if variant.price]
    models = (
        _Model(
            record=record,
            vary=may_vary(record),
            spread=price_spread(logarithms[record.category] or [0.0]),
            first_brand=steady_number(f"brands {record.category[0]}", BRANDS),
            slug=slug(record.name)[:_LONGEST_SLUG],
        )
        for record in records
    )
    return tuple(models), value_pools(records)


def _product(number: int, model: _Model, pools: Pools, chance: Random) -> ProductRecord:
    line = series()[zipf_place(chance, len(series()))]
    type_number = 10 * chance.randint(1, 99)
    brand = brands()[(model.first_brand + zipf_place(chance, BRANDS)) % BRANDS]
    record = model.record
    factor = exp(chance.gauss(0, model.spread))
    return replace(
        record,
        slug=f"g{number}-{model.slug}-{line.lower()}-{type_number}",
        name=f"{record.name} {line} {type_number}",
        variants=tuple(_variants(number, brand, record, factor, chance)),
        brand=brand,
        specification=varied(record, model.vary, pools, chance),
        popularity=popularity(chance),
    )


def _variants(
    number: int, brand: str, record: ProductRecord, factor: float, chance: Random
) -> Iterator[VariantRecord]:
    """One to five neighbours among the model's variants, all dearer or cheaper by the same factor."""
    wanted = chance.choices(_VARIANTS, cum_weights=_VARIANT_WEIGHTS)[0]
    count = min(wanted, len(record.variants))
    start = chance.randint(0, len(record.variants) - count)
    for place, variant in enumerate(record.variants[start : start + count], start=1):
        sku = f"G{number:07}-{place}"
        price = None if variant.price is None else shop_price(round(variant.price * factor))
        digits = f"04{number:09}{place}"  # for a shop's own use, like 2, with which the demo's begin
        yield replace(
            variant,
            sku=sku,
            name="" if count == 1 else variant.name,
            price=price,
            ean=digits + check_digit(digits),
            manufacturer_number=manufacturer_number(brand.upper(), sku),
            stock=None if price is None else opening_stock(sku, price),
        )
