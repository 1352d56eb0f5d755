"""A reader of the coherence proof that calls the cached queries in its own process, as every page does."""

import os
import random
import re
import time
from collections.abc import Callable
from unittest.mock import patch

from benchmarks.coherence_facts import Fact, mask
from benchmarks.coherence_journal import ReaderJournal
from benchmarks.coherence_pace import Pace
from benchmarks.coherence_reader import NICENESS
from benchmarks.coherence_shop import Shop, directory, kept
from benchmarks.coherence_surfaces import QUERIES
from catalog.queries.category_samples import category_samples
from catalog.queries.category_tree import category_tree
from catalog.queries.vocabulary import vocabulary
from electricityshop.caching import queries

PAUSE_SECONDS = 0.01
_NAME = re.compile(r"Proof (\w+) v(\d{6})")


class _Outcomes:
    """In the place of the statistics: what the last query was answered from."""

    last = ""

    def __call__(self, kind: str, name: str, outcome: str) -> None:
        self.last = outcome


def read_queries(name: str, pace: Pace) -> None:
    """Ask until the file `stop` is there."""
    os.nice(NICENESS)
    files = directory()
    shop = kept(files)
    asks: dict[str, Callable[[Shop], set[Fact]]] = {
        "category tree": _names,
        "vocabulary": _declared,
        "category samples": _counts,
    }
    outcomes = _Outcomes()
    with ReaderJournal(files, name) as journal, patch.object(queries, "count", outcomes):
        while not (files / "stop").exists():
            query = random.choice(list(asks))
            began = time.monotonic()
            said = asks[query](shop)
            ended = time.monotonic()
            journal.saw(f"{QUERIES}: {query}", outcomes.last, said, began, ended)
            pace.read()
            time.sleep(random.uniform(0, 2 * PAUSE_SECONDS))


def _names(_: Shop) -> set[Fact]:
    names = (_NAME.fullmatch(node.name) for node in category_tree())
    return {(f"name:{found[1]}", int(found[2])) for found in names if found}


def _declared(shop: Shop) -> set[Fact]:
    declared = vocabulary().declared
    return {
        (f"declared:{shelf.number}", mask(int(code[-1]) for code in declared.get(shelf.category_id, ())))
        for shelf in shop.shelves
    }


def _counts(_: Shop) -> set[Fact]:
    tree, samples = category_tree(), category_samples()
    switched = [node for node in tree if node.slug.startswith("s")]
    return {
        (f"count:{node.slug[-1]}", samples[node.id].count if node.id in samples else 0) for node in switched
    }
