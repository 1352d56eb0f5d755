"""Killed at random: workers and now and then the scheduler, while orders come in and are finalized."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmarks.orders.deaths import evidence
from benchmarks.orders.deaths.buyers import SKUS, Buyer
from benchmarks.orders.deaths.evidence import AREA
from benchmarks.orders.deaths.post_office import Accepted
from benchmarks.orders.deaths.processes import killed, workers_of
from benchmarks.orders.deaths.shop import Shop, wait_until
from benchmarks.rows import Row

ALL_FINISHED_WITHIN_SECONDS = 600.0
BUYERS = 4
WINDOW_SECONDS = 1.0
KINDS, WEIGHTS = ("worker at a finalization", "any worker", "scheduler"), (80, 17, 3)
LOOKS_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 0.06
"""A finalization takes about as long: the kill comes anywhere in it, or just after."""


@dataclass
class Killer:
    """Kills until it is told to stop; `kills` are the kind and the time of each."""

    shop: Shop
    kills: list[tuple[str, float]] = field(default_factory=list)
    paid: list[str] = field(default_factory=list)
    """Numbers of the orders that were paid so far."""
    failed: bool = False

    def kill_one(self) -> None:
        """Kill what chance says; any worker, when none begins a finalization soon."""
        kind = random.choices(KINDS, WEIGHTS)[0]
        if kind == "scheduler":
            self.shop.kill("run_scheduler")
            self.shop.start("run_scheduler")
        elif kind == "any worker" or not self._at_a_finalization():
            kind = "any worker"
            while not self._any():
                time.sleep(0.02)
        self.kills.append((kind, time.time()))

    def _at_a_finalization(self) -> bool:
        """Whoever begins one next, at a random moment of it."""
        seen, deadline = len(begun(self.shop)), time.monotonic() + LOOKS_SECONDS
        while time.monotonic() < deadline:
            if news := begun(self.shop)[seen:]:
                time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))
                return killed(int(news[0].split()[1]))
            time.sleep(0.002)
        return False

    def _any(self) -> bool:
        """False when all of them are dead just now."""
        found = workers_of(self.shop.parts["run_workers"].pid)
        return bool(found) and killed(random.choice(found))


def begun(shop: Shop) -> list[str]:
    """Who began to finalize which order when, a line each."""
    return (shop.directory / "begun").read_text().splitlines()


def rows(shop: Shop, quick: bool) -> Iterator[Row]:
    kills, orders = (40, 20) if quick else (300, 120)
    killer = Killer(shop)
    begun_before = len(begun(shop))
    with ThreadPoolExecutor(BUYERS) as pool:
        buying = [pool.submit(_bought, killer, number, number * kills / orders) for number in range(orders)]
        try:
            _kill(killer, kills, orders, buying)
        except BaseException:
            killer.failed = True  # or the buyers would wait for ever
            raise
        numbers = [one.result() for one in buying]
    name = f"{kills} random kills over {orders} orders"
    seconds = wait_until(
        lambda: not evidence.unfinished(shop, numbers),
        within=ALL_FINISHED_WITHIN_SECONDS,
        what="all finished",
    )
    yield Row.stated(AREA, f"{name}: finished after the last kill", seconds, "s")
    yield Row.stated(AREA, f"{name}: finalizations begun", len(begun(shop)) - begun_before, "")
    for kind, count in sorted(Counter(kind for kind, _ in killer.kills).items()):
        yield Row.stated(AREA, f"{name}: kills of {kind}", count, "")
    yield from evidence.rows(shop, name, numbers)
    yield from evidence.mail_rows(shop, name, numbers)
    repeated = evidence.repeated_mails(shop, numbers)
    yield Row.stated(AREA, f"{name}: confirmations repeated", len(repeated), "all with the same Message-ID")
    unexplained = sum(not _was_killed(killer, mail) for mail in repeated)
    yield Row.equal(AREA, f"{name}: confirmations repeated without a kill just then", unexplained, 0)


def _kill(killer: Killer, kills: int, orders: int, buying: list[Future[str]]) -> None:
    """No faster than orders come in."""
    while len(killer.kills) < kills:
        if len(killer.kills) < (len(killer.paid) + 1) * kills / orders:
            killer.kill_one()
        else:
            _raise_what_failed(buying)
            time.sleep(0.02)


def _raise_what_failed(buying: list[Future[str]]) -> None:
    for one in buying:
        if one.done():
            one.result()


def _bought(killer: Killer, number: int, after_kills: float) -> str:
    """The order's number; it is placed once so many kills are done, so that they are spread over all."""
    while len(killer.kills) < after_kills and not killer.failed:
        time.sleep(0.02)
    buyer = Buyer(killer.shop.url, SKUS[number % len(SKUS)])
    bought = buyer.buy()
    buyer.pay(bought)
    killer.paid.append(bought.number)
    return bought.number


def _was_killed(killer: Killer, mail: Accepted) -> bool:
    """Whether somebody was killed just after the mail server had this mail."""
    return any(-0.1 <= at - mail.at <= WINDOW_SECONDS for _, at in killer.kills)
