"""Whether what was captured keeps to the budget, and if not, what is wrong and what to do about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from electricityshop.plans.capture import Captured
from electricityshop.plans.nodes import SCANS, SORTS, Node, every, reading, returned
from electricityshop.plans.registry import Budget

LARGE = 1_000
"""Rows. Smaller tables (categories, tax classes) are read whole sooner than by an index."""
_PAGES_A_SEARCH = 8
_PAGES_A_ROW = 3
_FREE_PAGES = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """`node` is where in the plan of which statement (from 1); empty for what is wrong with all of them."""

    what: str
    advice: str
    statement: int = 0
    sql: str = ""
    node: str = ""

    def __str__(self) -> str:
        place = f"statement {self.statement}, {self.node}: " if self.statement else ""
        return f"{place}{self.what}. {self.advice}"


def problems(
    budget: Budget, few: Sequence[Captured], many: Sequence[Captured], sizes: Mapping[str, float]
) -> tuple[Problem, ...]:
    """`sizes` are the numbers of rows of the tables, as PostgreSQL believes."""
    found = [*_counts(budget, len(few), len(many))]
    for number, captured in enumerate(many, start=1):
        if captured.plan is not None:
            found += [
                Problem(what, advice, number, captured.sql, str(node))
                for node, what, advice in _of_plan(budget, captured.plan, sizes)
            ]
    return tuple(found)


def _counts(budget: Budget, few: int, many: int) -> Iterator[Problem]:
    if many > few:
        yield Problem(
            f"{few} statements for few rows, {many} for many",
            "Ask once for all rows (select_related, prefetch_related, = ANY) instead of once for each.",
        )
    if max(few, many) > budget.statements:
        yield Problem(
            f"{max(few, many)} statements, {budget.statements} are allowed",
            "Leave some out, or state the new number beside the query.",
        )


def _of_plan(budget: Budget, top: Node, sizes: Mapping[str, float]) -> Iterator[tuple[Node, str, str]]:
    for node in every(top):
        if node.kind == "Seq Scan" and sizes.get(node.table, 0) > LARGE and node.table not in budget.scanned:
            what = f"reads the whole table, {sizes[node.table]:,.0f} rows"
            yield node, what, "Declare an index for what it filters or orders by, or ask for what has one."
        if node.kind in SORTS and (rows := sum(each.rows for each in node.below)) > budget.sorted_rows:
            what = f"sorts {rows:,.0f} rows, {budget.sorted_rows:,} are allowed"
            yield node, what, "Let an index give this order, or filter more before sorting."
        if node.kind in SCANS and node.pages > (most := _most_pages(node)):
            what = f"touches {node.pages:,} pages for {node.read:,.0f} rows, {most:,.0f} are allowed"
            yield node, what, "The index begins with another column than the condition, or is bloated."
    yield from _reads(budget, top)


def _reads(budget: Budget, top: Node) -> Iterator[tuple[Node, str, str]]:
    scans = [node for node in reading(top) if node.table not in budget.scanned]
    read, given = sum(node.read for node in scans), returned(top)
    most = budget.rows_free + budget.rows_each * given
    if read > most:
        worst = max(scans, key=lambda node: node.read)
        what = f"{read:,.0f} rows are read for {given:,.0f}, {most:,.0f} are allowed"
        yield worst, what, "Put what is filtered away into the index: its columns, or its condition."


def _most_pages(node: Node) -> float:
    if node.kind == "Seq Scan":
        return float("inf")  # judged by the size of its table
    return _FREE_PAGES + _PAGES_A_SEARCH * node.searches + _PAGES_A_ROW * node.read
