"""Everything that was given up, of whatever kind, and bringing it back without doing anything twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from electricityshop.errors import NotFound
from electricityshop.jobs.effects import Effect, effects


class NoSuchLetter(NotFound):
    code = "no_such_letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """`key` names it within its kind; `title` says what was to be done, `error` why it was not."""

    kind: str
    key: str
    title: str
    error: str
    attempts: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Work:
    """What a replay runs: the dotted path of a job or handler, and its arguments."""

    function: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadKind:
    """How one kind is read and brought back. `work` is None for a key that is not dead (any more); `revive` makes it
    due again and `settle` closes it: each a conditional write that says whether it found the letter dead.
    """

    name: str
    title: str
    count: Callable[[], int]
    newest: Callable[[int], tuple[DeadLetter, ...]]
    work: Callable[[str], Work | None]
    revive: Callable[[str], bool]
    settle: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class DryRun:
    kind: str
    key: str
    function: str
    effects: tuple[Effect, ...] | None
    """None: nobody has described what it does."""

    @property
    def missing(self) -> tuple[Effect, ...]:
        return tuple(effect for effect in self.effects or () if not effect.is_done)

    @property
    def is_all_done(self) -> bool:
        return self.effects is not None and not self.missing

    @property
    def sentence(self) -> str:
        if self.effects is None:
            return "It would run again; what it does is not described. Everything here is safe to repeat."
        if self.is_all_done:
            return "It would do nothing: all of it is done. The letter is closed."
        return f"It would {'; '.join(effect.text for effect in self.missing)}."


KINDS: dict[str, DeadKind] = {}


def register(kind: DeadKind) -> None:
    KINDS[kind.name] = kind


def dry_run(kind: str, key: str) -> DryRun:
    """What a replay would still cause. Writes nothing. Raises `NoSuchLetter`."""
    work = _kind(kind).work(key)
    if work is None:
        raise NoSuchLetter("This is not a dead letter (any more).")
    return DryRun(kind, key, work.function, effects(work.function, work.arguments))


def replay(kind: str, key: str) -> DryRun:
    """Bring it back, or close it when all its effects are there. What was still to do. Raises `NoSuchLetter`."""
    found = dry_run(kind, key)
    finish = _kind(kind).settle if found.is_all_done else _kind(kind).revive
    if not finish(key):
        raise NoSuchLetter("Somebody else was faster: this is not a dead letter any more.")
    return found


def _kind(name: str) -> DeadKind:
    try:
        return KINDS[name]
    except KeyError:
        raise NoSuchLetter("There is no such kind of dead letter.") from None
