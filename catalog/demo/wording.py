"""How values are written: in names, in SKUs and in slugs."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from catalog.demo.data_files import DemoDataError
from catalog.demo.family import Row
from catalog.demo.vocabulary import attributes_by_code

_PLACE = re.compile(r"\{(\w+)\}")


def filled(template: str, row: Row) -> str:
    """The template with each `{column}` as a shopper reads it: a choice's label, a number without its unit."""
    return _PLACE.sub(lambda place: _readable(place[1], _value(row, place[1])), template)


def filled_sku(template: str, row: Row) -> str:
    """The template with each `{column}` as it stands in an SKU: 2.5 becomes `2P5`, `green-yellow` GREENYELLOW."""
    return _PLACE.sub(lambda place: _sku_part(_value(row, place[1])), template)


def with_unit(code: str, value: Any) -> str:
    """`2.5 mm²`, `Warm white`, `3 poles`: a value that stands alone."""
    attribute = attributes_by_code()[code]
    if attribute.choices:
        return _readable(code, value)
    if attribute.unit:
        return f"{_readable(code, value)} {attribute.unit}"
    return f"{_readable(code, value)} {attribute.name.lower()}"


def slug(text: str) -> str:
    """Lower-case ASCII words with hyphens between them."""
    spelled = re.sub("[äöü]", lambda umlaut: f"{umlaut[0]}e", text.lower()).replace("ß", "ss")
    ascii_text = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")


def _value(row: Row, column: str) -> Any:
    if column not in row:
        raise DemoDataError(f"a template asks for {{{column}}}, which no table gives")
    return row[column]


def _readable(code: str, value: Any) -> str:
    attribute = attributes_by_code().get(code)
    if attribute and attribute.choices:
        return dict(attribute.choices).get(value, str(value))
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else str(value)


def _sku_part(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value).replace(".", "P").replace("-", "M")
    return re.sub("[^A-Z0-9]", "", slug(str(value)).upper())
