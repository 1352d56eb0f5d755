"""The hot queries: each is declared in its app's `hot_queries`, beside the code it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from django.db.models import Model
from django.utils.module_loading import autodiscover_modules


class Size(Enum):
    """Of what is asked for: an order of one line or of twenty, a page of three products or of 24."""

    FEW = "few"
    MANY = "many"


Ask: TypeAlias = Callable[[], object]
"""Runs the shop's own function, its parameters bound."""
Pick: TypeAlias = Callable[[Size], Ask]
"""Picks parameters from the rows that are there. Raises `TooFewRows`."""


class TooFewRows(LookupError):
    """There is nothing in the database to ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a hot query may cost. Each of its statements may read `rows_each` rows for each one it returns or writes,
    and `rows_free` in any case."""

    statements: int
    rows_each: float = 10
    rows_free: int = 200
    sorted_rows: int = 200
    scanned: tuple[str, ...] = ()
    """Large tables that may be read from one end to the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotQuery:
    """`model` is the table it is mostly about; `indexes` are those that would be missed."""

    name: str
    about: str
    model: type[Model]
    pick: Pick
    budget: Budget
    indexes: tuple[str, ...]


HOT_QUERIES: dict[str, HotQuery] = {}


class DeclaredTwice(ValueError):
    """Two hot queries of one app have the same name."""


def hot_query(
    model: type[Model],
    *,
    statements: int,
    indexes: tuple[str, ...] = (),
    rows_each: float = 10,
    rows_free: int = 200,
    sorted_rows: int = 200,
    scanned: tuple[str, ...] = (),
) -> Callable[[Pick], Pick]:
    """Declare a hot query; the first sentence of the docstring says what it is. See `Budget` for what it may cost."""

    def register(pick: Pick) -> Pick:
        app = pick.__module__.partition(".hot_queries")[0].rpartition(".")[2]
        name = f"{app}.{pick.__name__}"
        if name in HOT_QUERIES:
            raise DeclaredTwice(f"{name} is declared twice.")
        HOT_QUERIES[name] = HotQuery(
            name=name,
            about=(pick.__doc__ or name).strip().splitlines()[0],
            model=model,
            pick=pick,
            budget=Budget(
                statements=statements, rows_each=rows_each, rows_free=rows_free, sorted_rows=sorted_rows,
                scanned=scanned,
            ),
            indexes=indexes,
        )  # fmt: skip
        return pick

    return register


def hot_queries() -> tuple[HotQuery, ...]:
    """Of all apps, by name."""
    autodiscover_modules("hot_queries")
    return tuple(HOT_QUERIES[name] for name in sorted(HOT_QUERIES))
