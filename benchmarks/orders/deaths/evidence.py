"""What became of orders: looked up in PostgreSQL, at the payment sandbox and at the mail server, not asked of the shop."""

import json
import time
import urllib.request
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from benchmarks.orders.deaths.post_office import Accepted
from benchmarks.orders.deaths.shop import Shop
from benchmarks.rows import Row

AREA = "orders"
LOOKS = 3

_UNFINISHED = """
SELECT number FROM orders_order o WHERE number = ANY(%s)
AND (status <> 'confirmed' OR EXISTS (SELECT FROM orders_finalizationstep s WHERE s.order_id = o.id AND s.state <> 'done'))
"""
_MOVEMENTS = """
SELECT reference, kind, on_hand_change, held_change FROM catalog_stockmovement WHERE reference = ANY(%s)
"""
_OPEN_WORK = """
SELECT (SELECT count(*) FROM events_delivery WHERE state = 'pending')
     + (SELECT count(*) FROM payments_webhookevent WHERE processed_at IS NULL)
     + (SELECT count(*) FROM orders_ordermail WHERE sent_at IS NULL)
     + (SELECT count(*) FROM orders_finalizationstep WHERE state IN ('due', 'running'))
"""
BOUGHT_ONE = Counter({("hold", 0, 1): 1, ("take", -1, -1): 1})
"""What the ledger says of an order for one piece that was finalized once."""


def unfinished(shop: Shop, numbers: Collection[str]) -> list[str]:
    """Those that are not confirmed with all four steps done."""
    with shop.database() as database:
        return [str(number) for (number,) in database.execute(_UNFINISHED, [list(numbers)])]


def open_work(shop: Shop) -> int:
    """Rows that somebody still has to deal with."""
    with shop.database() as database:
        row = database.execute(_OPEN_WORK).fetchone()
    return int(str(row[0])) if row else 0


def finished_at(shop: Shop, order_id: int) -> float | None:
    """When the last step was completed, seconds since the epoch; None while one is not."""
    statement = (
        "SELECT extract(epoch FROM max(completed_at)), count(*) FILTER (WHERE state = 'done')"
        " FROM orders_finalizationstep WHERE order_id = %s"
    )
    with shop.database() as database:
        row = database.execute(statement, [order_id]).fetchone()
    return float(str(row[0])) if row and row[1] == 4 else None


def order_id(shop: Shop, number: str) -> int:
    with shop.database() as database:
        row = database.execute("SELECT id FROM orders_order WHERE number = %s", [number]).fetchone()
    return int(str(row[0])) if row else 0


def wrongly_moved(shop: Shop, numbers: Collection[str]) -> list[str]:
    """Orders whose lines in the stock ledger are not exactly one hold and one take."""
    found: dict[str, Counter[Any]] = {number: Counter() for number in numbers}
    with shop.database() as database:
        for reference, *movement in database.execute(_MOVEMENTS, [list(numbers)]):
            found[str(reference)][tuple(movement)] += 1
    return [number for number, movements in found.items() if movements != BOUGHT_ONE]


def wrongly_charged(shop: Shop, numbers: Collection[str]) -> list[str]:
    """Orders that were not charged exactly once."""
    charges = _charges(shop)
    return [number for number in numbers if charges[number] != 1]


def rows(shop: Shop, name: str, numbers: Collection[str]) -> Iterator[Row]:
    """That nothing was lost or done twice, but for mails, whose window is the proof's to judge."""
    yield Row.equal(AREA, f"{name}: orders not finished", len(unfinished(shop, numbers)), 0)
    yield Row.equal(AREA, f"{name}: orders not charged exactly once", len(wrongly_charged(shop, numbers)), 0)
    yield Row.equal(AREA, f"{name}: orders whose stock did not move exactly once",
                    len(wrongly_moved(shop, numbers)), 0)  # fmt: skip
    yield Row.equal(AREA, f"{name}: what the auditor finds", audited(shop), [])
    yield Row.equal(AREA, f"{name}: parts that ended by themselves", shop.died(), [])


def mail_rows(shop: Shop, name: str, numbers: Collection[str]) -> Iterator[Row]:
    """Exactly one confirmation each, and what was repeated is recognisable by its Message-ID."""
    mails = shop.mail.confirmations()
    yield Row.equal(
        AREA, f"{name}: orders without a confirmation", sum(each not in mails for each in numbers), 0
    )
    several = sum(len({mail.message_id for mail in mails.get(number, [])}) > 1 for number in numbers)
    yield Row.equal(AREA, f"{name}: orders with two different confirmations", several, 0)


def repeated_mails(shop: Shop, numbers: Collection[str]) -> list[Accepted]:
    """Confirmations that were followed by another one of the same order."""
    mails = shop.mail.confirmations()
    return [mail for number in numbers for mail in mails.get(number, [])[:-1]]


def audited(shop: Shop) -> list[str]:
    """The promises that `audit_orders` finds broken, with how often.

    It is asked again when a late webhook came between: what is under way ends, what is broken stays broken.
    """
    found: list[str] = []
    for _ in range(LOOKS):
        _settle(shop)
        found = _broken(shop)
        if not found:
            break
    return found


def _broken(shop: Shop) -> list[str]:
    """Of all that was ever begun, however short a time ago."""
    _, said = shop.manage("audit_orders", "--json", "--older-than", "0")
    return [f"{found['name']}: {found['count']}" for found in json.loads(said) if found["count"]]


def _settle(shop: Shop, within: float = 90.0) -> None:
    """What is still under way has its time to end; what does not, the auditor finds."""
    deadline = time.monotonic() + within
    while open_work(shop) and time.monotonic() < deadline:
        time.sleep(0.2)


def _charges(shop: Shop) -> Counter[str]:
    """Order number to how many charges succeeded at the sandbox."""
    found: Counter[str] = Counter()
    after = ""
    while True:
        path = f"/v1/payment_intents?limit=100{after and f'&starting_after={after}'}"
        key = shop.environment["SANDBOX_SECRET_KEY"]
        request = urllib.request.Request(
            f"{shop.sandbox_url}{path}", headers={"Authorization": f"Bearer {key}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            page = json.load(answer)
        for intent in page["data"]:
            if intent["status"] == "succeeded":
                found[intent["metadata"].get("reference", "")] += 1
        if not page["has_more"]:
            return found
        after = page["data"][-1]["id"]
