"""Many buyers, few pieces: never one too many, never one too few, never a deadlock.

In a plain round every buyer wants one piece of the same article. In a mixed round carts hold several articles, which
they share with other carts in another order, and some buyers call their order off at once; then single buyers come
until nothing is left, so that exactly the stock must have been sold.
"""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.client import pay
from benchmarks.orders.stage.audited import audited, broken_promises
from benchmarks.orders.stage.buyers import Bought, buy_at_once, buy_the_rest, mixed_buyers, plain_buyers
from benchmarks.orders.stage.shop import AREA, Shop, shop
from benchmarks.rows import Row

PIECES = 10
SHARED = 4
"""Articles of a mixed round."""
WELCOME = {201, 409}
"""Ordered, or sold out."""

SOLD = """
SELECT coalesce(sum(line.quantity), 0) FROM orders_orderline line JOIN orders_order orders ON orders.id = line.order_id
WHERE line.sku = %s AND orders.status NOT IN ('cancelled', 'failed')
"""
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@dataclass(frozen=True, slots=True)
class Size:
    buyers: int
    rounds: int


def rows(quick: bool) -> Iterator[Row]:
    size = Size(40, 2) if quick else Size(200, 20)
    with shop(articles=size.rounds * (1 + SHARED) + 2, on_hand=PIECES) as made:
        with made.running():
            yield from _sound(made, size)
        with made.web("unlocked"):
            yield from _sabotaged(made, size)


def _sound(made: Shop, size: Size) -> Iterator[Row]:
    name = f"{size.buyers} buyers, last {PIECES} pieces"
    plain = [_plain_round(made, number, size) for number in range(size.rounds)]
    over, left = _off(made, [article(number) for number in range(size.rounds)])
    yield Row.equal(AREA, f"{name}, {size.rounds} rounds: sold beyond stock", over, 0, "pieces")
    yield Row.equal(
        AREA, f"{name}, {size.rounds} rounds: left although somebody was refused", left, 0, "pieces"
    )
    mixed = [_mixed_round(made, size.rounds + number * SHARED, size) for number in range(size.rounds)]
    over, left = _off(made, [article(size.rounds + number) for number in range(size.rounds * SHARED)])
    yield Row.equal(
        AREA, f"{name} of {SHARED} articles, mixed carts and cancels: sold beyond stock", over, 0, "pieces"
    )
    yield Row.equal(AREA, f"{name} of {SHARED} articles, mixed carts and cancels: left", left, 0, "pieces")
    asked = [one for bought in (*plain, *mixed) for one in bought]
    strange = sorted({one.status for one in asked} - WELCOME)
    yield Row.equal(
        AREA, f"{name}: answers of {len(asked)} that are neither ordered nor sold out", strange, []
    )
    time.sleep(2)  # PostgreSQL counts with a delay of a second
    yield Row.equal(AREA, f"{name}: deadlocks", made.rows(DEADLOCKS)[0][0], 0)
    p95 = statistics.quantiles([one.seconds for one in asked], n=20)[-1]
    yield Row.stated(AREA, f"{name}: all order at one moment, answered after, p95", p95, "s")
    yield from _paid(made, [one for bought in plain for one in bought if one.status == 201])
    yield audited(made, "oversell")


def _plain_round(made: Shop, number: int, size: Size) -> list[Bought]:
    return buy_at_once(made.url, plain_buyers(article(number), size.buyers))


def _mixed_round(made: Shop, first: int, size: Size) -> list[Bought]:
    articles = [article(first + number) for number in range(SHARED)]
    bought = buy_at_once(made.url, mixed_buyers(articles, size.buyers, seed=first))
    return bought + [one for sku in articles for one in buy_the_rest(made.url, sku)]


def article(number: int) -> str:
    return f"A-{number:04}"


def _off(made: Shop, articles: list[str]) -> tuple[int, int]:
    """Pieces sold beyond the stock, and pieces not sold, over all of them."""
    sold = [int(made.rows(SOLD, sku)[0][0]) for sku in articles]
    return sum(max(0, one - PIECES) for one in sold), sum(max(0, PIECES - one) for one in sold)


def _paid(made: Shop, bought: list[Bought]) -> Iterator[Row]:
    """What was ordered is paid, and leaves the warehouse."""
    for one in bought:
        pay(one.checkout_url)
    left = "SELECT count(*) FROM orders_order WHERE status <> 'confirmed' AND number = ANY(%s)"
    numbers, deadline = [one.number for one in bought], time.monotonic() + 60 + len(bought)
    while (waiting := made.rows(left, numbers)[0][0]) and time.monotonic() < deadline:
        time.sleep(0.5)
    yield Row.equal(AREA, f"of {len(bought)} such orders paid, not confirmed", waiting, 0)


def _sabotaged(made: Shop, size: Size) -> Iterator[Row]:
    """Without row locks the database's own constraint must step in; without that too, more is sold than there is."""
    first = size.rounds * (1 + SHARED)
    refused = buy_at_once(made.url, plain_buyers(article(first), size.buyers))
    tripped = sum(one.status >= 500 for one in refused)
    yield Row(AREA, "sabotage, no row locks: the CHECK refuses", tripped, "≥ 1", "orders", tripped >= 1)
    made.rows("ALTER TABLE catalog_stockitem DROP CONSTRAINT stock_held_at_most_on_hand")
    buy_at_once(made.url, plain_buyers(article(first + 1), size.buyers))
    over, _ = _off(made, [article(first + 1)])
    yield Row(
        AREA, "sabotage, no row locks and no CHECK: sold beyond stock", over, "≥ 1", "pieces", over >= 1
    )
    broken = broken_promises(made)
    is_found = "stock_negative" in broken
    yield Row(
        AREA,
        "sabotage, no row locks and no CHECK: audit_orders finds",
        broken,
        "stock_negative",
        "",
        is_found,
    )
