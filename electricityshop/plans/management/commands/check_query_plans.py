"""`manage.py check_query_plans`: whether the hot queries take the plans they should; docs/database.md says how to read it."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from electricityshop.arguments import whole_number
from electricityshop.plans.checking import ENOUGH, State, Verdict
from electricityshop.plans.guard import indexes_to_claim, sabotage, verdicts
from electricityshop.plans.many_rows import ROWS, write_many_rows

_SQL_SHOWN = 300


class Command(BaseCommand):
    help = "Run the hot queries, in transactions that are rolled back, and judge the plans PostgreSQL takes for them."
    requires_system_checks = []  # they load every page and the admin

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="only those with this in their name, e.g. orders.cart")
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument(
            "--seed", action="store_true", help="in a new database with large tables, dropped afterwards"
        )
        parser.add_argument(
            "--rows", type=whole_number(10_000_000), default=ROWS, help=f"so large ({ROWS:,})"
        )
        parser.add_argument("--sabotage", action="store_true",
                            help="also drop each declared index, undone, and see who misses it; with --seed")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sabotage"] and not options["seed"]:
            raise CommandError("--sabotage locks tables while it runs: give --seed, too.")
        with _large_tables(options["rows"]) if options["seed"] else _as_it_is():
            judged = list(verdicts(options["names"]))
            missed = [sabotage(index.name) for index in indexes_to_claim()] if options["sabotage"] else []
        if options["json"]:
            told = {"queries": [_plain(verdict) for verdict in judged], "indexes": [
                {"name": one.index, "red": one.red, "green": one.green} for one in missed
            ]}  # fmt: skip
            self.stdout.write(json.dumps(told))
        else:
            self._tell(judged)
            for one in missed:
                if not one.is_needed:
                    self.stdout.write(
                        f"index {one.index} is missed by nobody ({', '.join(one.green) or 'no claim'})"
                    )
        is_bad = any(verdict.state in {State.RED, State.NOT_RUN} for verdict in judged)
        if is_bad or not all(one.is_needed for one in missed):
            sys.exit(1)

    def _tell(self, judged: list[Verdict]) -> None:
        for verdict in judged:
            told = verdict.reason or f"{verdict.statements} statements, {verdict.milliseconds:.0f} ms"
            self.stdout.write(f"{verdict.state.value:<11} {verdict.query.name}: {told}")
            for problem in verdict.problems:
                self.stdout.write(f"            {problem}")
                if problem.sql:
                    self.stdout.write(f"            {problem.sql[:_SQL_SHOWN]}")
        counts = {state: sum(verdict.state is state for verdict in judged) for state in State}
        self.stdout.write(", ".join(f"{count} {state.value}" for state, count in counts.items()))
        if counts[State.UNKNOWN]:
            self.stdout.write(f"Tables of fewer than {ENOUGH:,} rows tell nothing; --seed makes large ones.")


@contextmanager
def _large_tables(rows: int) -> Iterator[None]:
    """In a database of its own, beside the shop's: `<name>_plans`."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{name}_plans"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        write_many_rows(rows)
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "name": verdict.query.name,
        "about": verdict.query.about,
        "state": verdict.state.value,
        "reason": verdict.reason,
        "statements": verdict.statements,
        "milliseconds": round(verdict.milliseconds, 1),
        "indexes": sorted(verdict.used),
        "problems": [
            {"what": one.what, "advice": one.advice, "statement": one.statement, "node": one.node, "sql": one.sql}
            for one in verdict.problems
        ],
    }  # fmt: skip
