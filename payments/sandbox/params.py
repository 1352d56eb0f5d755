"""Declares the parameters an endpoint takes; the tests compare these declarations with the SDK's own types."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from payments.sandbox.errors import invalid
from payments.sandbox.form import Raw
from payments.sandbox.rules import Number, Rule, Text


@dataclass(frozen=True, slots=True)
class Many:
    item: Rule
    most: int = 100

    def read(self, raw: str | Raw, name: str) -> list[Any]:
        if isinstance(raw, str) or any(not re.fullmatch(r"[0-9]{1,6}", key) for key in raw):
            raise invalid("Invalid array", name)
        if len(raw) > self.most:
            raise invalid(f"You may only specify up to {self.most} of these.", name)
        keys = sorted(raw, key=int)
        return [self.item.read(raw[key], f"{name}[{key}]") for key in keys]


@dataclass(frozen=True, slots=True)
class Metadata:
    """Up to 50 pairs; an empty value unsets a key, an empty ``metadata`` unsets them all (gives None)."""

    def read(self, raw: str | Raw, name: str) -> dict[str, str] | None:
        if raw == "":
            return None
        if isinstance(raw, str):
            raise invalid("Invalid object", name)
        if len(raw) > 50:
            raise invalid("You can only specify up to 50 metadata keys.", name)
        for key, value in raw.items():
            if len(key) > 40 or not isinstance(value, str) or len(value) > 500:
                raise invalid(
                    "Metadata keys are at most 40 characters, and values are strings of at most 500.",
                    f"{name}[{key[:40]}]",
                )
        return {key: str(value) for key, value in raw.items()}


@dataclass(frozen=True, slots=True)
class Fields:
    """An object with named parameters; any other name is refused."""

    known: Mapping[str, Rule]
    required: Sequence[str] = field(default=())

    def read(self, raw: str | Raw, name: str = "") -> dict[str, Any]:
        if isinstance(raw, str):
            raise invalid("Invalid object", name)
        inside = name + "[{}]" if name else "{}"
        strangers = [inside.format(key[:100]) for key in raw if key not in self.known]
        if strangers:
            plural = "s" if len(strangers) > 1 else ""
            message = f"Received unknown parameter{plural}: {', '.join(strangers[:20])}"
            raise invalid(message, strangers[0], "parameter_unknown")
        for key in self.required:
            if key not in raw:
                missing = inside.format(key)
                raise invalid(f"Missing required param: {missing}.", missing, "parameter_missing")
        return {key: self.known[key].read(value, inside.format(key)) for key, value in raw.items()}


class Instant:
    """A point in time, or a range ``created[gte]=…`` of them."""

    RANGE = Fields({name: Number() for name in ("gt", "gte", "lt", "lte")})

    def read(self, raw: str | Raw, name: str) -> dict[str, int]:
        if isinstance(raw, str):
            at = Number().read(raw, name)
            return {"gte": at, "lte": at}
        return self.RANGE.read(raw, name)


EXPAND: Mapping[str, Rule] = {"expand": Many(Text(), most=20)}
PAGE: Mapping[str, Rule] = {
    **EXPAND,
    "created": Instant(),
    "ending_before": Text(),
    "limit": Number(least=1, most=100),
    "starting_after": Text(),
}
ADDRESS = Fields({name: Text() for name in ("city", "country", "line1", "line2", "postal_code", "state")})
SHIPPING = Fields(
    {"address": ADDRESS, "name": Text(), "phone": Text(), "carrier": Text(), "tracking_number": Text()},
    required=("address", "name"),
)


def merged(old: dict[str, str], new: dict[str, str] | None) -> dict[str, str]:
    """Metadata after an update: None unsets all, an empty value unsets its key."""
    if new is None:
        return {}
    return {key: value for key, value in {**old, **new}.items() if value != ""}


def without(rules: Mapping[str, Rule], *names: str) -> Mapping[str, Rule]:
    return {name: rule for name, rule in rules.items() if name not in names}
