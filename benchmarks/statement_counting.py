"""What counting a statement costs: CPU of this process per statement, with the watch and without it, in turns."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.fresh_database import fresh_database
from benchmarks.rows import Row

LIMIT = 10.0
STATEMENTS = 400
"""A turn. What is asked is new each time, as Django's ORM puts it together: about 900 characters of it."""


def rows(quick: bool) -> Iterator[Row]:
    """Runs in a process of its own, whose Django settings are the tests'."""
    with fresh_database():
        command = [sys.executable, "-m", "benchmarks.statement_counting", "100" if quick else "400"]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    added = json.loads(done.stdout.splitlines()[-1])
    yield Row.at_most("statements", "CPU to count a statement", round(added, 2), LIMIT, "µs")


def main(turns: int) -> None:
    import django  # noqa: PLC0415  # the settings are the caller's

    django.setup()
    from django.db import connection  # noqa: PLC0415  # needs the settings main() was started with

    from electricityshop.monitoring.statements.scopes import scope, taken  # noqa: PLC0415  # likewise

    connection.ensure_connection()
    watched = list(connection.execute_wrappers)
    without = [wrapper for wrapper in watched if "monitoring" not in wrapper.__module__]
    if len(watched) - len(without) != 1:
        raise RuntimeError("the watch is not there, or there are two")

    def turn(wrappers: list[Any]) -> float:
        connection.execute_wrappers[:] = wrappers
        with scope("turn"):
            return _cpu(connection.cursor)

    turn(watched)
    pairs = [(turn(watched), turn(without)) for _ in range(turns)]
    taken()
    print(statistics.median(one - other for one, other in pairs) / STATEMENTS * 1e6)


def _cpu(cursor: Callable[[], Any]) -> float:
    columns = ", ".join(f'"catalog_product"."column_{n}"' for n in range(25))
    began = time.process_time()
    for number in range(STATEMENTS):
        with cursor() as one:
            one.execute(f'SELECT %s, %s AS "a{number % 40}" -- {columns}', [number, "text"])
            one.fetchall()
    return time.process_time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]))
