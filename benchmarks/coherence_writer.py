"""One of the four writers of the coherence proof: bursts of writes to its own shelf, each through one path."""

import random
import time
from itertools import cycle, islice

from benchmarks.coherence_command_writes import COMMANDS, importing
from benchmarks.coherence_journal import WriterJournal
from benchmarks.coherence_orm_writes import ORM, Write
from benchmarks.coherence_outside_writes import ADMIN, OTHER_PROGRAMS, admin_form
from benchmarks.coherence_pace import Pace
from benchmarks.coherence_shop import SHELVES, directory, kept

MOST_WRITES = 5
SLOW: tuple[Write, ...] = (importing, admin_form)
PAUSE_SECONDS = (0.04, 0.3)
"""Between bursts, so that what is asked for often is kept meanwhile."""


def write_bursts(number: int, bursts: int, pace: Pace, *, others: bool) -> None:
    """`others`: whether programs that the shop does not know of write too."""
    files = directory()
    shelf = kept(files).shelves[number]
    paths: tuple[Write, ...] = (*ORM, *COMMANDS, *ADMIN, *(OTHER_PROGRAMS if others else ()))
    first = number * len(paths) // SHELVES  # each begins elsewhere, so that a short run takes every path
    order = islice(cycle((*paths[first:], *paths[:first])), bursts)
    with WriterJournal(files, shelf.number, dict(shelf.facts)) as journal:
        for done, write in enumerate(order, 1):
            for _ in range(1 if write in SLOW else random.randint(1, MOST_WRITES)):
                write(shelf, journal)
            journal.burst(write.__name__.replace("_", " "))
            time.sleep(random.uniform(*PAUSE_SECONDS))
            pace.keep(done)
