"""What else a specification could say: values of the same attributes that the demo's products of the same area have."""

from collections import defaultdict
from collections.abc import Iterable
from random import Random

from catalog.demo.vocabulary import attributes_by_code
from catalog.domain.records import AttributeKind, ProductRecord, Specification, SpecificationValue

_MEASURES = frozenset({"mm", "m", "l", "kg", "W", "lm", "mAh", "Wh", "VA", "N·m"})
"""Units in which any size may exist; a voltage or a number of poles may not."""
_FACTORS = (0.5, 0.63, 0.8, 1, 1.25, 1.6, 2)
_CHANGED = 0.5
_FIXED = ("energy_", "contained_")
"""Labels that follow from other values by law."""

Pools = dict[tuple[str, str], tuple[SpecificationValue, ...]]
"""(root category, attribute code) to the values seen there, as often as they were seen."""


def value_pools(records: Iterable[ProductRecord]) -> Pools:
    seen: dict[tuple[str, str], list[SpecificationValue]] = defaultdict(list)
    for record in records:
        for code, value in record.specification.items():
            seen[record.category[0], code].append(value)
    return {place: tuple(values) for place, values in seen.items()}


def may_vary(record: ProductRecord) -> tuple[str, ...]:
    """The codes of the product's values that its texts do not tell: those must stay true."""
    told = f"{record.name} {record.summary}".lower()
    return tuple(
        code
        for code, value in record.specification.items()
        if not code.startswith(_FIXED) and not any(words.lower() in told for words in _readable(code, value))
    )


def varied(record: ProductRecord, codes: Iterable[str], pools: Pools, chance: Random) -> Specification:
    """The product's specification, with about half of the values of `codes` drawn anew."""
    changed = dict(record.specification)
    for code in codes:
        if chance.random() < _CHANGED:
            changed[code] = _other(code, pools[record.category[0], code], chance)
    return changed


def _other(code: str, pool: tuple[SpecificationValue, ...], chance: Random) -> SpecificationValue:
    value = pool[int(chance.random() * len(pool))]
    if isinstance(value, (str, bool)) or attributes_by_code()[code].unit not in _MEASURES or value <= 0:
        return value
    scaled = value * _FACTORS[int(chance.random() * len(_FACTORS))]
    return max(1, round(scaled)) if isinstance(value, int) else float(f"{scaled:.3g}")


def _readable(code: str, value: SpecificationValue) -> tuple[str, ...]:
    """How a text may say it; 0.078 m is also 78 mm."""
    attribute = attributes_by_code()[code]
    if attribute.kind == AttributeKind.BOOLEAN:
        return (attribute.name,)
    if isinstance(value, float | int):
        return str(value), f"{value:,}", f"{1000 * value:g}"
    return (dict(attribute.choices).get(value, value),)
