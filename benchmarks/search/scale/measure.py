"""`python -m benchmarks.search.scale.measure`: the database time of every request, in the shop of the environment. JSON."""

import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

import django

django.setup()

from benchmarks.search.scale import asked, psql, shop_queries  # noqa: E402  # Django first
from benchmarks.search.scale.statements import watched  # noqa: E402
from electricityshop.pages import PageOutOfRange  # noqa: E402

W = TypeVar("W", asked.Wish, asked.History)
_KINDS = ("search", "category", "autocomplete", "order history")


@dataclass(slots=True)
class Timed:
    """One request: what was asked, milliseconds as the shop waits and as psql does, how many statements, the slowest."""

    kind: str
    wish: str
    shop: float
    psql: float
    statements: int
    slowest: str


@dataclass(slots=True)
class Measured:
    requests: list[Timed] = field(default_factory=list)
    skipped: str = ""


def measured(wishes: Iterable[W], ask: Callable[[W], Any]) -> Measured:
    """Each is asked twice, and the second time counts: the first one reads from the disk what shoppers ask for all day."""
    found = []
    for wish in wishes:
        _asked(wish, ask)
        seen = _asked(wish, ask)
        slowest = max(seen.statements, key=lambda each: each[2], default=("", None, 0.0))
        found.append((wish, seen, slowest))
    beside = psql.milliseconds([seen.sql() for _, seen, _ in found])
    return Measured(
        [
            Timed(
                wish.kind,
                repr(wish),
                seen.milliseconds,
                there,
                len(seen.statements),
                f"{slowest[2]:.1f} ms {slowest[0]}",
            )
            for (wish, seen, slowest), there in zip(found, beside, strict=True)
        ]
    )


def _asked(wish: W, ask: Callable[[W], Any]) -> Any:
    shop_queries.warm()
    with watched() as seen:
        with suppress(PageOutOfRange):  # pages of what may be sold out are asked for, too
            ask(wish)
    return seen


def main() -> None:
    wanted = sys.argv[1:] or list(_KINDS)
    found: dict[str, Measured] = {}
    for name in wanted:
        if name == "search":
            found[name] = measured(asked.searches(), shop_queries.listed)
        elif name == "category":
            found[name] = measured(asked.categories(), shop_queries.listed)
        elif name == "order history":
            found[name] = measured(asked.histories(), shop_queries.history)
        elif suggest := shop_queries.suggested():
            found[name] = measured(asked.beginnings(), suggest)
        else:
            found[name] = Measured(skipped="the shop has no suggestions yet")
    json.dump({name: asdict(each) for name, each in found.items()}, sys.stdout)


if __name__ == "__main__":
    main()
