"""On whose account a statement is: a view, a job, a command. Kept per request, and added up in the process at its end."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from electricityshop.monitoring.statements.fingerprints import TOO_MANY, WHOLE, Fingerprint
from electricityshop.monitoring.statements.tally import Tally

MOST_IN_SCOPE = 300
"""Different statements of one request or job that are told apart."""
MOST_IN_PROCESS = 2_000
"""The same for a process between two sendings, over all its requests and jobs."""

Key = tuple[str, Fingerprint]


class Scope:
    """One request, or one run of a job. Used by one thread at a time."""

    __slots__ = ("name", "tallies")

    def __init__(self, name: str) -> None:
        self.name = name
        self.tallies: dict[Fingerprint, Tally] = {}

    def begun(self, statement: Fingerprint) -> Tally:
        """The tally of a statement that has none yet."""
        if len(self.tallies) >= MOST_IN_SCOPE:
            statement = TOO_MANY
        return self.tallies.setdefault(statement, Tally())


class _Process:
    """What this process counted and has not sent yet."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.lock = threading.Lock()
        self.tallies: dict[Key, Tally] = {}

    def tally(self, name: str, statement: Fingerprint) -> Tally:
        """Call with the lock held."""
        key = (name, statement)
        if key not in self.tallies and len(self.tallies) >= MOST_IN_PROCESS:
            key = (TOO_MANY.text, TOO_MANY)
        return self.tallies.setdefault(key, Tally())


_process = _Process()
_here: ContextVar[Scope | None] = ContextVar("statements", default=None)


@contextmanager
def scope(name: str) -> Iterator[Scope]:
    """Statements of the block are on the account of `name`."""
    here = Scope(name)
    token = _here.set(here)
    try:
        yield here
    finally:
        _here.reset(token)
        _settle(here)


def rename(name: str) -> None:
    """What this block does is known better now."""
    here = _here.get()
    if here is not None:
        here.name = name


@contextmanager
def uncounted() -> Iterator[None]:
    """Statements of the block are on nobody's account."""
    token = _here.set(Scope(""))
    try:
        yield
    finally:
        _here.reset(token)


def count(statement: Fingerprint, seconds: float, rows: int) -> str:
    """One more statement that took `seconds`; on whose account."""
    here = _here.get()
    if here is not None:
        tally = here.tallies.get(statement) or here.begun(statement)
        tally.add(seconds, rows)
        return here.name
    name = _elsewhere()
    with _process.lock:
        _process.tally(name, statement).add(seconds, rows)
    return name


def taken() -> dict[Key, Tally]:
    """What was counted since the last time, which is not kept any longer."""
    with _process.lock:
        found, _process.tallies = _process.tallies, {}
    return found


def _settle(done: Scope) -> None:
    """Add a request's counts to the process's, and the request as a whole: so many statements, taking so long."""
    spent = sum(tally.seconds for tally in done.tallies.values())
    number = sum(tally.count for tally in done.tallies.values())
    with _process.lock:
        for statement, tally in done.tallies.items():
            _process.tally(done.name, statement).merge(tally)
        _process.tally(done.name, WHOLE).add(spent, number)


_where: list[str] = []


def _elsewhere() -> str:
    """Outside requests and jobs: the management command that this process runs, if it does."""
    if not _where:
        is_command = Path(sys.argv[0]).name in {"manage.py", "django-admin"} and len(sys.argv) > 1
        _where.append(f"command: {sys.argv[1]}" if is_command else "other")
    return _where[0]


# a forked process has its parent's counts, which are the parent's to send, and maybe a lock that nobody opens
os.register_at_fork(after_in_child=_process.begin)
