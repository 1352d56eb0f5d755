"""The fields of a product: which values each takes, so that what gets past here fits into the tables."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from catalog.adapters.feeds.transform_steps import HIGHEST_PRICE
from catalog.adapters.feeds.values import BadValue, as_number, as_text, as_whole
from catalog.domain.records import SaleUnit
from electricityshop.money import rounded

FinishField: TypeAlias = Callable[[Any], Any]

LONGEST_DESCRIPTION = 100_000
MOST_IMAGES = 20


def finishers(decimal_mark: str, tax_classes: frozenset[str]) -> Mapping[str, FinishField]:
    """By field name, from what a source gives to what a record takes. They raise `BadValue`."""

    def whole(value: Any) -> int:
        return as_whole(value, decimal_mark)

    return {
        "sku": _text(64),
        "name": _text(200),
        "brand": _text(120),
        "price": lambda value: as_whole(value, decimal_mark, HIGHEST_PRICE),
        "summary": _text(400),
        "description": _text(LONGEST_DESCRIPTION),
        "ean": _ean,
        "manufacturer_number": _text(80),
        "stock": whole,
        "weight": lambda value: as_whole(rounded(as_number(value, decimal_mark))),
        "image": _images,
        "popularity": whole,
        "tax_class": lambda value: _one_of(as_text(value), tax_classes),
        "sale_unit": lambda value: SaleUnit(_one_of(as_text(value), frozenset(SaleUnit))),
        "minimum_quantity": lambda value: max(whole(value), 1),
        "quantity_step": lambda value: max(whole(value), 1),
    }


def _text(longest: int) -> FinishField:
    def finish(value: Any) -> str:
        found = as_text(value)
        if len(found) > longest:
            raise BadValue(
                f"{len(found)} characters long, {longest} is the most (transform {{ truncate = {longest} }})"
            )
        return found

    return finish


def _ean(value: Any) -> str:
    digits = as_text(value).replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) in (8, 12, 13, 14)):
        raise BadValue(f"{digits[:30]!r} is not an EAN: 8, 12, 13 or 14 digits")
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits[:-1])))
    if -weighted % 10 != int(digits[-1]):
        raise BadValue(f"{digits} is not an EAN: its check digit is wrong")
    return digits


def _images(value: Any) -> tuple[str, ...]:
    addresses = tuple(as_text(item) for item in (value if isinstance(value, list) else [value]))
    for address in addresses:
        if not address.startswith(("http://", "https://")) or len(address) > 500 or " " in address:
            raise BadValue(f"{address[:60]!r} is not a web address")
    return addresses[:MOST_IMAGES]


def _one_of(word: str, known: frozenset[str]) -> str:
    if word not in known:
        raise BadValue(f"{word[:40]!r} is not one of {', '.join(sorted(known))}")
    return word
