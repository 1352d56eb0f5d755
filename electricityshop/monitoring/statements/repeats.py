"""N+1: the same statement again and again within one request, once a row, where one would do for all."""

from dataclasses import dataclass

from django.conf import settings
from django.dispatch import Signal

from electricityshop.monitoring.statements.fingerprints import Fingerprint
from electricityshop.monitoring.statements.scopes import Scope

repeated = Signal()
"""Sent at the end of a request with `scope` and `repeats`, when there are any. Tests listen, see tests/repeats.py."""


@dataclass(frozen=True, slots=True)
class Repeat:
    count: int
    statement: Fingerprint

    def __str__(self) -> str:
        return f"{self.count}x {self.statement.name}"


def repeats(scope: Scope) -> tuple[Repeat, ...]:
    """What was executed `N_PLUS_ONE_FROM` times or more, the most often first."""
    least = settings.N_PLUS_ONE_FROM
    if not least:
        return ()
    found = [
        Repeat(tally.count, statement)
        for statement, tally in scope.tallies.items()
        if tally.count >= least and not statement.is_transaction_control
    ]
    return tuple(sorted(found, key=lambda each: -each.count))
