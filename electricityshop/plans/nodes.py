"""What a plan says, as PostgreSQL measured it: EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON), node by node."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SCANS = frozenset(
    {"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan", "Bitmap Index Scan", "Tid Scan"}
)
SORTS = frozenset({"Sort", "Incremental Sort"})
_REMOVED = ("Rows Removed by Filter", "Rows Removed by Index Recheck")


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a plan; numbers are of all its loops together."""

    plan: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.plan["Node Type"])

    @property
    def table(self) -> str:
        return str(self.plan.get("Relation Name", ""))

    @property
    def index(self) -> str:
        return str(self.plan.get("Index Name", ""))

    @property
    def loops(self) -> float:
        return float(self.plan.get("Actual Loops", 0))

    @property
    def rows(self) -> float:
        return float(self.plan.get("Actual Rows", 0)) * self.loops

    @property
    def read(self) -> float:
        """What it looked at, given on or not."""
        return self.rows + sum(float(self.plan.get(name, 0)) for name in _REMOVED) * self.loops

    @property
    def pages(self) -> int:
        """With those of the nodes below it."""
        return int(self.plan.get("Shared Hit Blocks", 0)) + int(self.plan.get("Shared Read Blocks", 0))

    @property
    def searches(self) -> float:
        """How often it went down an index."""
        return max(float(self.plan.get("Index Searches", 0)), self.loops)

    @property
    def below(self) -> tuple["Node", ...]:
        return tuple(Node(plan) for plan in self.plan.get("Plans", ()))

    def __str__(self) -> str:
        place = self.table or self.index
        by = f" by {self.index}" if self.index and self.table else ""
        wanted = self.plan.get("Index Cond") or self.plan.get("Filter") or ""
        return f"{self.kind}{f' of {place}' if place else ''}{by}{f': {wanted}' if wanted else ''}"


def every(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for each in node.below:
        yield from every(each)


def reading(node: Node) -> Iterator[Node]:
    """Those that read tables and indexes; not the index below a bitmap of its own, which has the same rows, and the dead."""
    if node.kind in SCANS:
        yield node
    for each in node.below:
        if node.kind != "Bitmap Heap Scan" or each.kind != "Bitmap Index Scan":
            yield from reading(each)


def returned(top: Node) -> float:
    """Rows that the statement gave back, or wrote."""
    written = sum(each.rows for each in top.below) if top.kind == "ModifyTable" else 0
    return max(top.rows, written)
