"""Products of a list side by side: the columns that most of them can fill. No database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.queries.product_cards import ProductCard
from catalog.queries.specification import KeySpec

COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Column:
    code: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    card: ProductCard
    cells: tuple[KeySpec | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: tuple[Column, ...]
    rows: tuple[ComparedRow, ...]


def comparison(cards: Sequence[ProductCard], limit: int = COLUMNS) -> Comparison:
    """At most `limit` columns: what most products have and differ in, the more important ones first."""
    heads: dict[str, Column] = {}
    filled: dict[str, list[KeySpec]] = {}
    places: Counter[str] = Counter()
    for card in cards:
        for place, spec in enumerate(card.key_specs):
            heads.setdefault(spec.code, Column(spec.code, spec.name, spec.unit))
            filled.setdefault(spec.code, []).append(spec)
            places[spec.code] += place

    def importance(code: str) -> tuple[bool, int, float]:
        specs = filled[code]
        tells_apart = any(spec.varies for spec in specs) or len(set(specs)) > 1
        return not tells_apart, -len(specs), places[code] / len(specs)

    best = sorted(heads, key=importance)[:limit]
    return Comparison(
        columns=tuple(heads[code] for code in best),
        rows=tuple(ComparedRow(card, _cells(card, best)) for card in cards),
    )


def _cells(card: ProductCard, codes: Sequence[str]) -> tuple[KeySpec | None, ...]:
    specs = {spec.code: spec for spec in card.key_specs}
    return tuple(specs.get(code) for code in codes)
