"""Whether a specification fits the attributes it uses."""

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any, Protocol

from catalog.domain.records import AttributeKind

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""NUL and lone surrogates: PostgreSQL's JSON has no place for them."""


class TypedAttribute(Protocol):
    """What is asked of an attribute here."""

    @property
    def kind(self) -> str: ...
    @property
    def choices(self) -> Mapping[str, str]: ...


def faults(specification: Any, attributes: Mapping[str, TypedAttribute]) -> list[str]:
    """What is wrong, one sentence per value; empty when it fits."""
    if not isinstance(specification, dict):
        return ["A specification is an object: attribute code to value."]
    found = []
    for code, value in specification.items():
        attribute = attributes.get(code)
        if attribute is None:
            found.append(f"There is no attribute {code!r}.")
        elif not _fits(attribute, value):
            found.append(f"{code}: {value!r} is not a {attribute.kind}{_allowed(attribute)}.")
    return found


def _fits(attribute: TypedAttribute, value: Any) -> bool:
    match attribute.kind:
        case AttributeKind.NUMBER:
            return _is_number(value)
        case AttributeKind.BOOLEAN:
            return isinstance(value, bool)
        case AttributeKind.CHOICE:
            return isinstance(value, str) and value in attribute.choices
        case _:
            return isinstance(value, str) and not _UNSTORABLE.search(value)


def _is_number(value: Any) -> bool:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return is_whole or (isinstance(value, float) and isfinite(value))


def _allowed(attribute: TypedAttribute) -> str:
    return f" among {', '.join(attribute.choices)}" if attribute.choices else ""
