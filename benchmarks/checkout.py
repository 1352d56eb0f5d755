"""From payment to "confirmed", in the running demo: real web server, sandbox, webhook, five workers."""

import statistics
from collections.abc import Iterator

from benchmarks.client import Guest, pay
from benchmarks.rows import Row
from electricityshop.embedded.running import running_demo

LIMIT_SECONDS = 3.0


def rows(quick: bool) -> Iterator[Row]:
    with running_demo() as demo:
        times = []
        for product in Guest(demo.url).sellable(10 if quick else 50):
            guest = Guest(demo.url)
            order = guest.order(product)
            pay(order["payment"]["checkout_url"])
            times.append(guest.confirmed(order["number"], within=30))
        yield Row.stated("checkout", "payment to confirmed, median", statistics.median(times), "s")
        yield Row.at_most(
            "checkout", f"payment to confirmed, slowest of {len(times)}", max(times), LIMIT_SECONDS, "s"
        )
        yield declined_then_paid(demo.url)


def declined_then_paid(url: str) -> Row:
    """A declined card leaves the order payable; the next one pays it."""
    guest = Guest(url)
    order = guest.order(guest.sellable(1)[0])
    pay(order["payment"]["checkout_url"], "4000 0000 0000 0002")
    before = guest.call("GET", f"orders/{order['number']}")["status"]
    pay(order["payment"]["checkout_url"])
    guest.confirmed(order["number"], within=30)
    return Row.equal("checkout", "status after a declined card, then after a good one", [before, "confirmed"],
                     ["pending", "confirmed"])  # fmt: skip
