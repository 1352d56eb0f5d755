"""What all processes counted: statements by view and job, and views and jobs as a whole."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from electricityshop.monitoring.models import Statement
from electricityshop.monitoring.statements.fingerprints import WHOLE
from electricityshop.monitoring.statements.tally import BUCKETS, percentile

By = Literal["total", "mean", "p95"]
BY: tuple[By, ...] = ("total", "mean", "p95")


@dataclass(frozen=True, slots=True)
class StatementUse:
    """One statement in one view, job or command. Times in milliseconds, `total` in seconds."""

    scope: str
    fingerprint: str
    text: str
    count: int
    total: float
    mean: float
    p95: float
    longest: float
    rows_each: float


@dataclass(frozen=True, slots=True)
class ScopeUse:
    """A view or job: how often it ran, and what each run asked of the database. Times likewise."""

    scope: str
    count: int
    statements_each: float
    total: float
    mean: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """The most expensive of each, in one order. `spread` has one number a bucket of the histogram, of all statements."""

    statements: tuple[StatementUse, ...]
    scopes: tuple[ScopeUse, ...]
    spread: tuple[int, ...]
    count: int
    total: float


_NUMBERS = ("pk", "scope", "fingerprint", "count", "seconds", "longest", "rows", "buckets")


def statement_statistics(*, by: By = "total", scope: str = "", most: int = 25) -> Statistics:
    """Of one view or job only, where `scope` is given. Two statements; reads the numbers of every row there is."""
    rows = Statement.objects.filter(scope=scope) if scope else Statement.objects.all()
    found = list(rows.values(*_NUMBERS))
    each = [row for row in found if row["fingerprint"] != WHOLE.name]
    whole = [row for row in found if row["fingerprint"] == WHOLE.name]
    chosen = _costliest(each, by, most)
    texts = dict(Statement.objects.filter(pk__in=[row["pk"] for row in chosen]).values_list("pk", "text"))
    return Statistics(
        statements=tuple(_statement(row, texts.get(row["pk"], "")) for row in chosen),
        scopes=tuple(_scope(row) for row in _costliest(whole, by, most)),
        spread=_spread(each),
        count=sum(row["count"] for row in each),
        total=sum(row["seconds"] for row in each),
    )


def _costliest(rows: Iterable[dict[str, Any]], by: By, most: int) -> list[dict[str, Any]]:
    return sorted(rows, key=_KEYS[by], reverse=True)[:most]


def _mean(row: dict[str, Any]) -> float:
    return float(row["seconds"] / max(1, row["count"]))


def _p95(row: dict[str, Any]) -> float:
    return percentile(row["buckets"], 0.95, row["longest"])


_KEYS: dict[By, Callable[[dict[str, Any]], float]] = {
    "total": lambda row: float(row["seconds"]),
    "mean": _mean,
    "p95": _p95,
}


def _statement(row: dict[str, Any], text: str) -> StatementUse:
    return StatementUse(
        scope=row["scope"],
        fingerprint=row["fingerprint"],
        text=text,
        count=row["count"],
        total=row["seconds"],
        mean=_mean(row) * 1000,
        p95=_p95(row) * 1000,
        longest=row["longest"] * 1000,
        rows_each=row["rows"] / max(1, row["count"]),
    )


def _scope(row: dict[str, Any]) -> ScopeUse:
    return ScopeUse(
        scope=row["scope"],
        count=row["count"],
        statements_each=row["rows"] / max(1, row["count"]),
        total=row["seconds"],
        mean=_mean(row) * 1000,
        p95=_p95(row) * 1000,
        longest=row["longest"] * 1000,
    )


def _spread(rows: list[dict[str, Any]]) -> tuple[int, ...]:
    sums = [0] * BUCKETS
    for row in rows:
        for bucket, number in enumerate(row["buckets"][:BUCKETS]):
            sums[bucket] += number
    return tuple(sums)
