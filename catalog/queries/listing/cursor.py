"""Where a walk along a list stands: after which product, and by what the list is ordered. Text for an address."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final, TypeAlias

from catalog.queries.listing.selection import Ordering
from electricityshop.errors import InvalidInput

Value: TypeAlias = int | str | datetime | None

_LONGEST: Final = 2_000
_CHECK: Final = 4
"""Bytes that tell a damaged cursor from a whole one. It holds no secret and opens nothing, so it is not signed."""
_LARGEST: Final = 2**63 - 1
_NUMBERED: Final = {Ordering.POPULAR, Ordering.UNPOPULAR, Ordering.CHEAPEST, Ordering.DEAREST}
_PRICED: Final = {Ordering.CHEAPEST, Ordering.DEAREST}


class BadCursor(InvalidInput):
    code = "bad_cursor"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"after": message})


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last product seen: its `value` in the order, and its `id`. A price may be None: not for sale."""

    ordering: Ordering
    value: Value
    id: int

    @property
    def text(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        body = json.dumps([self.ordering, value, self.id], ensure_ascii=False, separators=(",", ":")).encode()
        return urlsafe_b64encode(_checksum(body) + body).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, ordering: Ordering) -> "Cursor":
        """Raises `BadCursor` for what no list in this order has given."""
        try:
            kind, value, product = _parts(text)
            found = cls(Ordering(kind), value, product)
        except (NotBase64, ValueError) as error:
            raise BadCursor("Take `after` as `next` gave it; without it the list begins anew.") from error
        if found.ordering != ordering:
            raise BadCursor(f"That is a place in a list ordered by {found.ordering}, not by {ordering}.")
        return found


def _parts(text: str) -> tuple[str, Value, int]:
    """Raises `ValueError`, also where the value is none that products are ordered by."""
    if not text.isascii() or len(text) > _LONGEST:
        raise ValueError("too long, or not ASCII")
    packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    check, body = packed[:_CHECK], packed[_CHECK:]
    if check != _checksum(body):
        raise ValueError("damaged")
    kind, value, product = json.loads(body)
    if not _is_id(product):
        raise ValueError("no id")
    return kind, _value(Ordering(kind), value), product


def _value(ordering: Ordering, value: Any) -> Value:
    if ordering in _PRICED and value is None:
        return None
    if ordering in _NUMBERED and _is_id(value):
        return int(value)
    if ordering == Ordering.NEWEST and isinstance(value, str):
        return datetime.fromisoformat(value)
    if ordering in {Ordering.NAME, Ordering.NAME_BACKWARDS} and isinstance(value, str) and "\0" not in value:
        return value
    raise ValueError("no value of this order")


def _is_id(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def _checksum(body: bytes) -> bytes:
    return blake2b(body, digest_size=_CHECK).digest()
