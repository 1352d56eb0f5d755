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
KINDS, WEIGHTS = ("worker", "scheduler"), (97, 3)


@dataclass
class Killer:
    """Kills until it is told to stop; `kills` are the kind and the time of each."""

    shop: Shop
    kills: list[tuple[str, float]] = field(default_factory=list)
    paid: list[str] = field(default_factory=list)
    """Numbers of the orders that were paid so far."""
    failed: bool = False

    def kill_one(self) -> None:
        """Kill what chance says, whatever it is at."""
        kind = random.choices(KINDS, WEIGHTS)[0]
        if kind == "scheduler":
            self.shop.kill("run_scheduler")
            self.shop.start("run_scheduler")
        elif not self._worker():
            return
        self.kills.append((kind, time.time()))

    def _worker(self) -> bool:
        """False when all of them are dead just now."""
        found = workers_of(self.shop.parts["run_workers"].pid)
        return bool(found) and killed(random.choice(found))


def rows(shop: Shop, quick: bool) -> Iterator[Row]:
    kills, orders = (40, 20) if quick else (300, 120)
    killer = Killer(shop)
    begun_before = len((shop.directory / "begun").read_text().splitlines())
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
    begun = len((shop.directory / "begun").read_text().splitlines()) - begun_before
    yield Row.stated(AREA, f"{name}: finalizations begun", begun, "")
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
