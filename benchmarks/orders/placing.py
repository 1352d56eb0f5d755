"""What an order costs: CPU time of the web server, PostgreSQL and Redis together, per order.

Over the API the one call `POST /api/v1/orders` counts, with carts filled beforehand; over pages a guest's whole way
from "add to cart" to the address of the hosted payment page, the header's fragment with every page as a browser
loads it. Static files and the product's page, which comes from the cache, are left out. The payment provider is a
process of its own: what the sandbox took is stated, and not the shop's.
"""

import statistics
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

from benchmarks.load import cpu_seconds
from benchmarks.orders.speed.buyer import Article, Buyer
from benchmarks.orders.speed.replay import Replayed, replayed
from benchmarks.orders.speed.shop import MeasuredShop, measured_shop
from benchmarks.rows import Row
from benchmarks.served import BARE, SHOP, granian, served

AREA = "orders"
API_LIMIT_MS, PAGES_LIMIT_MS = 25.0, 40.0
BUYERS = 4
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds per order; `sandbox` is the payment provider's."""

    server: float
    data: float
    sandbox: float

    @property
    def ours(self) -> float:
        return self.server + self.data


def rows(quick: bool) -> Iterator[Row]:
    count, rounds = (60, 1) if quick else (150, 3)
    with measured_shop() as shop:
        with served(granian(), SHOP) as (url, pid):
            costs = Costs(shop, url, pid)
            costs.api(40), costs.pages(40)  # warm up every thread
            api = [costs.api(count) for _ in range(rounds)]
            pages = [costs.pages(count) for _ in range(rounds)]
        yield from _rows("order over the API", api, API_LIMIT_MS)
        yield from _rows("guest's checkout over pages", pages, PAGES_LIMIT_MS)
        yield Row.stated(AREA, "guest's checkout over pages: requests", costs.requests, "")
        yield Row.stated(AREA, "the same number of requests to a bare view", _floor(costs.requests), "ms CPU")
        yield from _replay_rows(*replayed(40 if quick else 150, shop.data[0]))
        with served(granian(), SHOP, SPEED_SABOTAGE="1") as (url, pid):
            wasteful = Costs(shop, url, pid)
            wasteful.api(20), wasteful.pages(20)
            found = [wasteful.api(20).ours > API_LIMIT_MS, wasteful.pages(20).ours > PAGES_LIMIT_MS]
        yield Row.equal(
            AREA, "sabotage: a shop that wastes 60 ms on an order is found out", found, [True, True]
        )


@dataclass
class Costs:
    """Measures orders at the shop that answers at `url`, whose web server's root process is `server`."""

    shop: MeasuredShop
    url: str
    server: int
    requests: int = 0
    """A checkout over pages takes so many."""

    def __post_init__(self) -> None:
        self.articles = Buyer(self.url).articles(50)

    def api(self, count: int) -> Cost:
        """Of the call that orders; the carts are filled before."""

        def orders(buyer: Buyer, articles: list[Article]) -> Work:
            filled = [(buyer.fill_cart(article), article) for article in articles]
            return lambda: [buyer.order(token, article) for token, article in filled]

        return self._cost(count, orders)

    def pages(self, count: int) -> Cost:
        """Of everything from "add to cart" to the payment page."""

        def checkouts(buyer: Buyer, articles: list[Article]) -> Work:
            return lambda: [buyer.check_out(article) for article in articles]

        return self._cost(count, checkouts)

    def _cost(self, count: int, prepared: Callable[[Buyer, list[Article]], Work]) -> Cost:
        """`BUYERS` share the orders among them, each over a connection of its own."""
        wanted = list(islice(cycle(self.articles), count))
        buyers = [Buyer(self.url) for _ in range(BUYERS)]
        work = [prepared(buyer, wanted[number::BUYERS]) for number, buyer in enumerate(buyers)]
        roots = [[self.server], self.shop.data, [self.shop.sandbox]]
        before = [cpu_seconds(root) for root in roots]
        with ThreadPoolExecutor(BUYERS) as pool:
            list(pool.map(lambda one: one(), work))
        spent = [cpu_seconds(root) - was for root, was in zip(roots, before, strict=True)]
        self.requests = sum(buyer.requests for buyer in buyers) // count
        return Cost(*(1000 * seconds / count for seconds in spent))


def _rows(name: str, costs: list[Cost], limit: float) -> Iterator[Row]:
    middle = sorted(costs, key=lambda cost: cost.ours)[len(costs) // 2]
    yield Row.at_most(AREA, f"{name}: CPU", middle.ours, limit, "ms/order")
    yield Row.stated(AREA, f"{name}: CPU, web server", middle.server, "ms/order")
    yield Row.stated(AREA, f"{name}: CPU, PostgreSQL and Redis", middle.data, "ms/order")
    yield Row.stated(AREA, f"{name}: CPU, payment sandbox", middle.sandbox, "ms/order")


def _replay_rows(psycopg: Replayed, pgbench: Replayed | None) -> Iterator[Row]:
    for client, found in (("pgbench", pgbench), ("psycopg", psycopg)):
        name = f"the same SQL replayed by {client}"
        if found is None:
            yield Row.stated(AREA, f"{name}: not measured, there is none beside this PostgreSQL", 0, "")
            continue
        yield Row.stated(AREA, name, found.together, "ms CPU/order")
        yield Row.stated(AREA, f"{name}: PostgreSQL", found.server, "ms CPU/order")


def _floor(requests: int) -> float:
    """CPU milliseconds of so many requests to a view without a shop, under the same server."""
    with served(granian(), BARE) as (url, pid):
        buyer = Buyer(url)
        costs = []
        for _ in range(4):
            before = cpu_seconds([pid])
            for _ in range(500):
                buyer.ask("GET", "/")
            costs.append((cpu_seconds([pid]) - before) * 1000 / 500)
    return requests * statistics.median(costs[1:])
