"""Running a hot query for its plans, in a transaction that is rolled back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter

from django.db import DatabaseError, connection

from electricityshop.caching.answers import apart
from electricityshop.errors import DomainError
from electricityshop.plans.capture import Captured, capturing, undone
from electricityshop.plans.nodes import every
from electricityshop.plans.registry import HotQuery, Size, TooFewRows
from electricityshop.plans.verdict import Problem, problems

ENOUGH = 10_000
"""Rows of the main table. With fewer, a bad plan costs nothing, and PostgreSQL may rightly take it."""
_PATIENCE = "SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '60s'"
_SIZES = """
SELECT relname, greatest(reltuples, 0) FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
"""


class State(StrEnum):
    GREEN = "green"
    RED = "red"
    UNKNOWN = "cannot tell"
    """Nothing is wrong, in tables that are too small for it; or the shop refused what was picked for it."""
    NOT_RUN = "not run"
    """PostgreSQL refused a statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`used` are the indexes that the plans take; `reason` says why it could not be run."""

    query: HotQuery
    state: State
    problems: tuple[Problem, ...] = ()
    statements: int = 0
    used: frozenset[str] = frozenset()
    milliseconds: float = 0
    reason: str = ""


def table_sizes() -> dict[str, float]:
    """Rows of each table, as of the last ANALYZE."""
    with connection.cursor() as cursor:
        cursor.execute(_SIZES)
        return dict(cursor.fetchall())


def check(query: HotQuery, sizes: Mapping[str, float]) -> Verdict:
    """Changes nothing, and tells the cache nothing."""
    began = perf_counter()
    try:
        with apart():
            _run(query, Size.MANY, with_plans=False)  # fills what is cached
            few = _run(query, Size.FEW, with_plans=False)
            many = _run(query, Size.MANY)
    except (TooFewRows, DomainError) as error:
        return Verdict(query=query, state=State.UNKNOWN, reason=str(error))
    except DatabaseError as error:
        return Verdict(query=query, state=State.NOT_RUN, reason=f"{type(error).__name__}: {error}".strip())
    found = problems(query.budget, few, many, sizes)
    is_small = sizes.get(query.model._meta.db_table, 0) < ENOUGH  # noqa: SLF001  # public, and documented
    return Verdict(
        query=query,
        state=State.RED if found else State.UNKNOWN if is_small else State.GREEN,
        problems=found,
        statements=max(len(few), len(many)),
        used=_used(many),
        milliseconds=1000 * (perf_counter() - began),
    )


@contextmanager
def without_index(name: str) -> Iterator[None]:
    """As if the index had never been declared; it is back afterwards."""
    with undone():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield


def _run(query: HotQuery, size: Size, *, with_plans: bool = True) -> list[Captured]:
    with undone():
        with connection.cursor() as cursor:
            cursor.execute(_PATIENCE)
        ask = query.pick(size)
        with capturing(with_plans=with_plans) as captured:
            ask()
    return captured


def _used(captured: list[Captured]) -> frozenset[str]:
    plans = [each.plan for each in captured if each.plan is not None]
    return frozenset(node.index for plan in plans for node in every(plan) if node.index)
