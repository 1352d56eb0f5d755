"""Killed at a chosen point: each finalization step before its effect, after it, and after the commit.

Workers that fork a process (a "horse") for each job are killed in four ways; the shop's own, which do their jobs
themselves, in two.
"""

import os
import signal
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path

from benchmarks.orders.deaths import evidence
from benchmarks.orders.deaths.buyers import SKUS, Buyer
from benchmarks.orders.deaths.evidence import AREA
from benchmarks.orders.deaths.points import Moment
from benchmarks.orders.deaths.processes import is_alive
from benchmarks.orders.deaths.shop import Shop, wait_until
from benchmarks.rows import Row

RECOVERED_WITHIN_SECONDS = 15.0
GIVEN_UP_AFTER_SECONDS = 75.0
AT_ONCE = 4
"""How many of the five workers are in the middle of being killed at a time."""
ORPHANED_SECONDS = 8.0
"""How long a horse goes on after its worker: longer than RQ waits before it gives the job to another worker."""
SECOND_SIGNAL_SECONDS = 1.2
"""RQ takes a second SIGTERM within a second for the same one."""
STEPS = ("process_payment", "update_inventory", "finalize", "send_confirmation")


class Target(StrEnum):
    HORSE = "horse"
    WORKER = "worker"
    BOTH = "worker and horse"
    TERMINATED = "worker, SIGTERM twice"
    STEADY = "steady worker"
    """One that does its jobs itself, as the shop's do."""
    STEADY_TERMINATED = "steady worker, SIGTERM twice"


FORKED = (Target.HORSE, Target.WORKER, Target.BOTH, Target.TERMINATED)
STEADY = (Target.STEADY, Target.STEADY_TERMINATED)
FORKING_CLASS = "electricityshop.jobs.worker.ShopWorker"


@dataclass(frozen=True, slots=True)
class Case:
    step: str
    moment: Moment
    target: Target

    @property
    def is_window(self) -> bool:
        """The mail server has the mail and nobody will ever know: the mail is sent again."""
        is_sent = self.step == "send_confirmation" and self.moment is Moment.EFFECT
        return is_sent and self.target is not Target.WORKER


@dataclass(frozen=True, slots=True)
class Outcome:
    """`seconds` from the death to the last step's completion; None when it did not come."""

    case: Case
    number: str
    seconds: float | None
    begun_meanwhile: int
    """Finalizations that another process began while an orphan was at it."""


def cases(targets: Sequence[Target], quick: bool) -> tuple[Case, ...]:
    """Every step with every moment and every target; when it must be quick, a moment for each step and target."""
    if not quick:
        return tuple(Case(*each) for each in product(STEPS, Moment, targets))
    return tuple(
        Case(step, tuple(Moment)[(row + column) % 3], target)
        for row, step in enumerate(STEPS)
        for column, target in enumerate(targets)
    )


def rows(shop: Shop, quick: bool) -> Iterator[Row]:
    """The shop's own workers run again when it ends."""
    shop.stop("run_workers")
    shop.start("run_workers", JOB_WORKER_CLASS=FORKING_CLASS)
    yield from _of(shop, cases(FORKED, quick), "forking workers")
    shop.stop("run_workers")
    shop.start("run_workers")
    yield from _of(shop, cases(STEADY, quick), "steady workers")


def _of(shop: Shop, chosen: Sequence[Case], kind: str) -> Iterator[Row]:
    outcomes = killed(shop, chosen)
    name = f"{kind} killed at {len(outcomes)} points"
    recovered = [one for one in outcomes if one.seconds is not None]
    yield Row.equal(AREA, f"{name}: recovered", len(recovered), len(outcomes))
    for target in {case.target: None for case in chosen}:
        times = [one.seconds or 0.0 for one in recovered if one.case.target is target]
        yield Row.stated(AREA, f"{name}: {target}, recovered after, median", statistics.median(times), "s")
        yield Row.at_most(
            AREA, f"{name}: {target}, recovered after, longest", max(times), RECOVERED_WITHIN_SECONDS, "s"
        )
    if any(one.case.target is Target.WORKER for one in outcomes):
        overlaps = sum(one.begun_meanwhile for one in outcomes)
        yield Row(AREA, f"{name}: finalizations begun beside an orphan", overlaps, 0, "", overlaps > 0)
    numbers = [one.number for one in outcomes]
    yield from evidence.rows(shop, name, numbers)
    yield from evidence.mail_rows(shop, name, numbers)
    window = [one.number for one in outcomes if one.case.is_window]
    outside = [number for number in numbers if number not in window]
    yield Row.equal(AREA, f"{name}: confirmations repeated", len(evidence.repeated_mails(shop, outside)), 0)
    yield Row.stated(AREA, f"{name}: confirmations repeated, killed between the mail server's answer and the commit",
                     len(evidence.repeated_mails(shop, window)), f"of {len(window)}")  # fmt: skip


def killed(shop: Shop, cases: Sequence[Case]) -> list[Outcome]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda case: kill_at(shop, case), cases))


def kill_at(shop: Shop, case: Case, *, patience: float = GIVEN_UP_AFTER_SECONDS) -> Outcome:
    """Buy something, have its finalization stopped at the point, kill, and wait until it is finalized."""
    buyer = Buyer(shop.url, SKUS[hash(case) % len(SKUS)])
    bought = buyer.buy()
    order = evidence.order_id(shop, bought.number)
    (shop.directory / "wanted" / f"{order}.{case.step}.{case.moment.name}").touch()
    buyer.pay(bought)
    held = _held(shop, order, case)
    horse, worker = (int(word) for word in held.name.split(".")[-2:])
    died_at = _KILL[case.target](horse, worker)
    if case.target is Target.WORKER:
        time.sleep(ORPHANED_SECONDS)
    released_at = time.time()
    held.unlink()
    deadline = died_at + patience
    while (finished := evidence.finished_at(shop, order)) is None and time.time() < deadline:
        time.sleep(0.1)
    wait_until(lambda: not is_alive(horse), within=60, what=f"{case}: the horse is gone")
    seconds = max(finished - died_at, 0.0) if finished is not None else None
    return Outcome(case, bought.number, seconds, _begun(shop, order, horse, died_at, released_at))


def _held(shop: Shop, order: int, case: Case) -> Path:
    pattern = f"{order}.{case.step}.{case.moment.name}.*"
    wait_until(lambda: any((shop.directory / "held").glob(pattern)), within=60, what=f"{case} is reached")
    return next((shop.directory / "held").glob(pattern))


def _kill_horse(horse: int, _: int) -> float:
    os.kill(horse, signal.SIGKILL)
    return time.time()


def _kill_worker(_: int, worker: int) -> float:
    os.kill(worker, signal.SIGKILL)
    return time.time()


def _kill_both(horse: int, worker: int) -> float:
    """The worker first, which would else see its horse die."""
    os.kill(worker, signal.SIGKILL)
    os.kill(horse, signal.SIGKILL)
    return time.time()


def _terminate_twice(_: int, worker: int) -> float:
    """What an impatient supervisor does: the second signal takes the horse down with the worker."""
    os.kill(worker, signal.SIGTERM)
    time.sleep(SECOND_SIGNAL_SECONDS)
    os.kill(worker, signal.SIGTERM)
    return time.time()


def _terminate_steady(steady: int, _: int) -> float:
    return _terminate_twice(0, steady)


_KILL = {
    Target.HORSE: _kill_horse,
    Target.WORKER: _kill_worker,
    Target.BOTH: _kill_both,
    Target.TERMINATED: _terminate_twice,
    Target.STEADY: _kill_horse,
    Target.STEADY_TERMINATED: _terminate_steady,
}


def _begun(shop: Shop, order: int, horse: int, after: float, before: float) -> int:
    lines = [line.split() for line in (shop.directory / "begun").read_text().splitlines()]
    return sum(
        int(one) == order and int(pid) != horse and after < float(at) < before for one, pid, at in lines
    )
