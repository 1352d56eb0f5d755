"""How the coherence proof spells versions into what the shop shows, and reads them back from any page.

A fact is one thing that changes, such as `name:p01` or `price:7`. A name ends in its version, and a price says whose
it is, so that whatever a page shows can be told apart from what it showed a commit ago.
"""

import json
import re
from collections.abc import Iterable

Fact = tuple[str, int]
"""A fact and the value of it that was seen or written."""

BITS = 4
"""Products of a shelf that are published and withdrawn, and attributes that it declares and drops, one at a time."""
EVERY_BIT = 2**BITS - 1
OF_ONE_PRODUCT = 1_000_000
"""Prices: a product's number, then its version."""
NEVER_COMMITTED = 900_000
"""Versions from here on are written by transactions that are rolled back."""
DIVIDER = "mark"
"""The attribute between those that are declared and those that are not: the shortest code of a data sheet."""

_NAME = re.compile(rb"Proof (\w+) v(\d{6})")
_SKU = re.compile(rb"PRF-(\w+)-(\d{6})")
_EURO = re.compile(rb'class="price[^"]*">\xe2\x82\xac([\d,]+)\.(\d\d)')
_OFFER = re.compile(rb'"price": "(\d+)\.(\d\d)"')
_CENTS = re.compile(rb'"price(?:_to)?":\s?(\d+)')
_AVAILABLE = re.compile(rb'"available":\s?(\d+)|max="(\d+)"')
_SPECIFICATION = re.compile(rb'"code":\s?"(bit_\d|mark)"')
_BIT_SHOWN = re.compile(rb"Bit (\d)")
_SWITCHED = re.compile(rb"/p/proof-s(\d)(\d)/")


def name(key: str, version: int) -> str:
    return f"Proof {key} v{version:06}"


def sku(key: str, version: int) -> str:
    return f"PRF-{key}-{version:06}"


def price(number: int, version: int) -> int:
    return number * OF_ONE_PRODUCT + version


def flipped(mask: int) -> int:
    """The bit that leads from one mask to the next, so that every commit shows a mask that differs in one bit."""
    place = next(place for place in range(EVERY_BIT + 1) if _gray(place) == mask)
    return (mask ^ _gray((place + 1) % (EVERY_BIT + 1))).bit_length() - 1


def _gray(place: int) -> int:
    return place ^ (place >> 1)


def names(body: bytes) -> set[Fact]:
    return {(f"name:{key.decode()}", int(version)) for key, version in _NAME.findall(body)}


def prices(body: bytes) -> set[Fact]:
    """As people and search engines read them, and as the API gives them."""
    amounts = {int(whole.replace(b",", b"") + cents) for whole, cents in _EURO.findall(body)}
    amounts.update(int(whole + cents) for whole, cents in _OFFER.findall(body))
    amounts.update(int(cents) for cents in _CENTS.findall(body))
    whose = (divmod(amount, OF_ONE_PRODUCT) for amount in amounts)
    return {(f"price:{number}", version) for number, version in whose}


def skus(body: bytes, key: str = "") -> set[Fact]:
    """The oldest SKU of each product; of the one whose own page it is, `key`, the newest too."""
    found: dict[str, list[int]] = {}
    for whose, version in _SKU.findall(body):
        found.setdefault(whose.decode(), []).append(int(version))
    facts = {(f"oldest:{whose}", min(versions)) for whose, versions in found.items()}
    if key in found:
        facts.add((f"newest:{key}", max(found[key])))
    return facts


def stock(body: bytes, key: str) -> set[Fact]:
    """What is available, in the API; the most that can be ordered, on a page."""
    return {(f"stock:{key}", int(available or most)) for available, most in _AVAILABLE.findall(body)}


def declared_in_sheet(body: bytes, shelf: int) -> set[Fact]:
    """From the order of a data sheet in the API: what the category declares comes first."""
    codes = [code.decode() for code in _SPECIFICATION.findall(body)]
    if DIVIDER not in codes:
        return set()
    return {(f"declared:{shelf}", mask(int(code[-1]) for code in codes[: codes.index(DIVIDER)]))}


def declared_on_cards(body: bytes, shelf: int) -> set[Fact]:
    """From the properties that the cards of a category show."""
    return {(f"declared:{shelf}", mask(int(bit) for bit in _BIT_SHOWN.findall(body)))}


def published(body: bytes, shelf: int) -> set[Fact]:
    """From the products that a list has."""
    return {(f"published:{shelf}", mask(int(bit) for of, bit in _SWITCHED.findall(body) if int(of) == shelf))}


def counts(body: bytes) -> set[Fact]:
    """From the categories in the API."""
    found = {row["path"]: row["product_count"] for row in json.loads(body)["results"]}
    return {
        (f"count:{path[-1]}", count) for path, count in found.items() if path.rpartition("/")[2][0] == "s"
    }


def mask(bits: Iterable[int]) -> int:
    return sum(1 << bit for bit in set(bits))
