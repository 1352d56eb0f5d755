"""PostgreSQL is restarted at random moments, without a chance to finish anything, while buyers check out."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from benchmarks.orders.deaths import evidence, postgres
from benchmarks.orders.deaths.buyers import SKUS, Bought, Buyer
from benchmarks.orders.deaths.evidence import AREA
from benchmarks.orders.deaths.shop import Shop, wait_until
from benchmarks.rows import Row

ALL_FINISHED_WITHIN_SECONDS = 600.0
BUYERS = 8


@dataclass
class Checkouts:
    """What the buyers did, together."""

    bought: list[Bought] = field(default_factory=list)
    failures: list[int] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Orders whose buyers were told of another one when they asked again with the same key."""


def rows(shop: Shop, quick: bool) -> Iterator[Row]:
    restarts, orders = (3, 60) if quick else (10, 500)
    name = f"PostgreSQL restarted {restarts} times in {orders} checkouts"
    done = Checkouts()
    moments = sorted(random.sample(range(orders // 20, orders - orders // 20), restarts))
    with ThreadPoolExecutor(BUYERS) as pool:
        buying = [pool.submit(_check_out, shop, number, done) for number in range(orders)]
        for moment in moments:
            wait_until(partial(_reached, done, moment), within=ALL_FINISHED_WITHIN_SECONDS, what=name)
            postgres.restart(shop.directory / "postgresql")
        for one in buying:
            one.result()
    numbers = [bought.number for bought in done.bought]
    seconds = wait_until(
        lambda: not evidence.unfinished(shop, numbers), within=ALL_FINISHED_WITHIN_SECONDS, what=name
    )
    yield Row.equal(AREA, f"{name}: orders", len(set(numbers)), orders)
    yield Row.equal(AREA, f"{name}: orders nobody asked for", _unasked(shop, done), 0)
    yield Row.equal(AREA, f"{name}: buyers who got another order when they asked again", len(done.changed), 0)
    answers = Counter(done.failures)
    yield Row.equal(AREA, f"{name}: answered 500 while PostgreSQL restarted", answers.pop(500, 0), 0)
    yield Row.stated(AREA, f"{name}: answered 503, asked again", answers.pop(503, 0), "")
    for status, count in sorted(answers.items()):
        yield Row.stated(AREA, f"{name}: answers {status or 'lost'}, asked again", count, "")
    yield Row.stated(AREA, f"{name}: all finished after the last checkout", seconds, "s")
    yield from evidence.rows(shop, name, numbers)
    yield from evidence.mail_rows(shop, name, numbers)
    repeated = len(evidence.repeated_mails(shop, numbers))
    yield Row.stated(AREA, f"{name}: confirmations repeated", repeated, "all with the same Message-ID")


def _reached(done: Checkouts, count: int) -> bool:
    return len(done.bought) >= count


def _check_out(shop: Shop, number: int, done: Checkouts) -> None:
    buyer = Buyer(shop.url, SKUS[number % len(SKUS)])
    bought = buyer.buy()
    buyer.pay(bought)
    if buyer.order()["number"] != bought.number:
        done.changed.append(bought.number)
    done.failures.extend(buyer.failures)
    done.bought.append(bought)


def _unasked(shop: Shop, done: Checkouts) -> int:
    """Orders there are in these buyers' carts beside the one that each was told of."""
    with shop.database() as database:
        row = database.execute(
            "SELECT count(*) FROM orders_order WHERE number <> ALL(%s)"
            " AND cart_token IN (SELECT cart_token FROM orders_order WHERE number = ANY(%s))",
            [[one.number for one in done.bought], [one.number for one in done.bought]],
        ).fetchone()
    return int(str(row[0])) if row else 0
