"""A SKU for products whose feed has none: made from the columns that say which product it is, never from its price."""

from base64 import b32encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from catalog.adapters.feeds.rows import Values
from catalog.adapters.feeds.sources import column_value
from catalog.adapters.feeds.values import BadValue, as_text

_LETTERS = 12
"""60 bits: among a million products, two share a SKU with a probability of one in two million."""


@dataclass(frozen=True, slots=True)
class Identity:
    columns: tuple[str, ...]
    prefix: str = ""
    _plain: frozenset[str] = field(init=False)
    _inner: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_plain", frozenset(self.columns))
        object.__setattr__(self, "_inner", tuple(name for name in self.columns if "." in name))

    def sku(self, values: Values) -> str:
        """The same for the same text in `columns`, whatever its case and spacing. Raises `BadValue`.

        Empty columns say nothing, so that a column can be added for new products without changing the old ones.
        """
        said = [f"{name}={text}" for name in values if name in self._plain and (text := _same(values[name]))]
        said += [
            f"{name}={text}"
            for name in self._inner
            if name not in values and (text := _same(column_value(values, name)))
        ]
        if not said:
            raise BadValue(f"nothing in {', '.join(self.columns)} says which product it is")
        digest = sha256("\x1f".join(sorted(said)).encode()).digest()
        return self.prefix + b32encode(digest[:10]).decode()[:_LETTERS]


def _same(value: Any) -> str:
    if value is None:
        return ""
    return " ".join((value if type(value) is str else as_text(value)).casefold().split())
