"""What an audit takes in a shop that has sold for years, and that it finds the one row that is wrong.

One order is bought, paid and confirmed in the running shop; then all that PostgreSQL knows of it is copied, row by row,
under other ids and numbers.
"""

import time
from collections.abc import Iterator

from benchmarks.client import pay
from benchmarks.orders.stage.audited import broken_promises
from benchmarks.orders.stage.paying import placed, wait_for
from benchmarks.orders.stage.shop import AREA, Shop, shop
from benchmarks.rows import Row

LIMIT_SECONDS = 60.0
GAP = 1_000
"""Between the ids of one copy and the next."""

NUMBER = "source.{column} || '-' || copy"
ID = f"(source.{{column}} + copy * {GAP})"
TEXT = "(source.{column} || '-' || copy)"
UUID = "md5(source.{column}::text || copy)::uuid"

COPIED: dict[str, dict[str, str]] = {
    "orders_order": {"id": ID, "number": NUMBER, "placement_key": TEXT},
    "orders_orderline": {"id": ID, "order_id": ID},
    "orders_finalizationstep": {"id": ID, "order_id": ID},
    "orders_orderevent": {"id": ID, "order_id": ID},
    "orders_ordermail": {"id": ID, "order_id": ID},
    "payments_payment": {"id": UUID, "reference": NUMBER},
    "payments_paymentinstrument": {"id": UUID, "payment_id": UUID, "provider_id": TEXT},
    "payments_webhookevent": {"id": TEXT},
    "events_outboxmessage": {"id": ID, "aggregate": TEXT},
    "events_delivery": {"id": ID, "message_id": ID},
    "catalog_stockhold": {"id": ID, "reference": NUMBER},
    "catalog_stockmovement": {"id": ID, "reference": NUMBER},
}
"""Table to what is another in each copy: column to the expression of its value."""
NOT_OPENING = {"catalog_stockmovement": "WHERE source.reference <> ''"}
LEDGER_IS_STOCK = """
UPDATE catalog_stockitem item SET on_hand = ledger.on_hand, held = ledger.held
FROM (SELECT variant_id, sum(on_hand_change) AS on_hand, sum(held_change) AS held
      FROM catalog_stockmovement GROUP BY variant_id) ledger
WHERE ledger.variant_id = item.variant_id
"""


def rows(quick: bool) -> Iterator[Row]:
    orders = 10_000 if quick else 200_000
    with shop(articles=1, on_hand=10_000_000) as made:
        with made.running():
            order = placed(made)
            pay(order.checkout_url)
            wait_for(made, "confirmed", [order.number], within=60)
            _wait_until_sound(made)
        _copy(made, orders)
        started = time.perf_counter()
        broken = broken_promises(made)
        seconds = time.perf_counter() - started
        yield Row.equal(AREA, f"audit of {orders + 1:,} orders: finds", broken, {})
        yield Row.at_most(AREA, f"audit of {orders + 1:,} orders: takes", seconds, LIMIT_SECONDS, "s")
        made.rows(
            "UPDATE payments_payment SET captured = captured - 1 WHERE reference = %s", f"{order.number}-7"
        )
        found = broken_promises(made)
        name = f"audit of {orders + 1:,} orders, a cent of one of them is missing: finds"
        yield Row.equal(AREA, name, found, {"captured_differs": 1})


def _wait_until_sound(made: Shop) -> None:
    while broken_promises(made):
        time.sleep(1)


def _copy(made: Shop, times: int) -> None:
    for table, changed in COPIED.items():
        values = ", ".join(
            f"'{column}', {expression.format(column=column)}" for column, expression in changed.items()
        )
        made.rows(
            f"INSERT INTO {table} SELECT made.* FROM {table} source, generate_series(1, {times}) copy,"
            f" jsonb_populate_record(source, jsonb_build_object({values})) made {NOT_OPENING.get(table, '')}"
        )
    made.rows(LEDGER_IS_STOCK)
    made.rows("ANALYZE")
