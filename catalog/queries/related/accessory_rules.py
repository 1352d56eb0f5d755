"""The shop's rules of what fits what, from `accessories.toml` beside this module."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from catalog.domain.accessories import AccessoryRule, BadRule

FILE = Path(__file__).with_name("accessories.toml")


@cache
def accessory_rules(path: Path = FILE) -> tuple[AccessoryRule, ...]:
    """Raises `BadRule`."""
    return tuple(map(_rule, tomllib.loads(path.read_text(encoding="utf-8"))["rule"]))


def _rule(row: dict[str, Any]) -> AccessoryRule:
    try:
        return AccessoryRule(**row | {"of": tuple(row.get("of", ())), "fits": tuple(row.get("fits", ()))})
    except TypeError as error:
        raise BadRule(f"{row!r:.80}: {error}") from error
