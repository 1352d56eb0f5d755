"""The whole guard: every hot query judged, every declared index missed by who claims it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from electricityshop.plans.checking import State, Verdict, check, table_sizes, without_index
from electricityshop.plans.indexes import Index, declared_indexes
from electricityshop.plans.registry import HotQuery, hot_queries
from electricityshop.plans.verdict import LARGE


@dataclass(frozen=True, slots=True)
class Missed:
    """Who turned red when an index was dropped, and who did not although it says it would miss it."""

    index: str
    red: tuple[str, ...]
    green: tuple[str, ...]

    @property
    def is_needed(self) -> bool:
        return bool(self.red) and not self.green


def verdicts(names: Iterable[str] = ()) -> Iterator[Verdict]:
    """Of the hot queries named so or whose name contains it; of all when none is named."""
    sizes, wanted = table_sizes(), tuple(names)
    for query in hot_queries():
        if not wanted or any(name in query.name for name in wanted):
            yield check(query, sizes)


def indexes_to_claim() -> tuple[Index, ...]:
    """Declared ones of tables that are large; in small ones they cost nothing, and PostgreSQL need not use them."""
    sizes = table_sizes()
    return tuple(index for index in declared_indexes() if sizes.get(index.table, 0) > LARGE)


def claims() -> Mapping[str, Sequence[HotQuery]]:
    """Index to the hot queries that say they would miss it."""
    found: dict[str, list[HotQuery]] = defaultdict(list)
    for query in hot_queries():
        for index in query.indexes:
            found[index].append(query)
    return found


def sabotage(index: str) -> Missed:
    """Drop an index in a transaction that is rolled back, and ask those who claim it."""
    sizes = table_sizes()
    with without_index(index):
        asked = {query.name: check(query, sizes).state is State.RED for query in claims().get(index, ())}
    red = tuple(name for name, is_red in asked.items() if is_red)
    return Missed(index, red, tuple(name for name in asked if name not in red))
