"""The proofs' own test: what they must notice when the shop's guards are taken away."""

import time
from collections.abc import Iterator

from redis import Redis

from benchmarks.orders.deaths import evidence
from benchmarks.orders.deaths.evidence import AREA
from benchmarks.orders.deaths.kill_points import (
    FORKING_CLASS,
    RECOVERED_WITHIN_SECONDS,
    Case,
    Target,
    kill_at,
)
from benchmarks.orders.deaths.points import SABOTAGE, Moment, Sabotage
from benchmarks.orders.deaths.queue_dies import paid_orders
from benchmarks.orders.deaths.shop import Shop
from benchmarks.rows import Row

FLUSHED_ORDERS, FLUSHES = 10, 20


def rows(shop: Shop) -> Iterator[Row]:
    """Run last: the shop is left sabotaged."""
    yield from _unclaimed(shop)
    yield from _deaf(shop)


def _unclaimed(shop: Shop) -> Iterator[Row]:
    _with_workers(shop, Sabotage.UNCLAIMED)
    outcome = kill_at(shop, Case("send_confirmation", Moment.BEFORE, Target.WORKER))
    repeated = len(evidence.repeated_mails(shop, [outcome.number]))
    yield Row(
        AREA, f"sabotaged ({Sabotage.UNCLAIMED}): confirmations repeated", repeated, 0, "", repeated > 0
    )


def _deaf(shop: Shop) -> Iterator[Row]:
    shop.stop("run_scheduler")
    _with_workers(shop, Sabotage.DEAF)
    numbers = paid_orders(shop, FLUSHED_ORDERS)
    _flush_for_a_while(shop)
    outcome = kill_at(shop, Case("finalize", Moment.BEFORE, Target.HORSE), patience=RECOVERED_WITHIN_SECONDS)
    is_lost = outcome.seconds is None
    yield Row(AREA, f"sabotaged ({Sabotage.DEAF}): killed and not recovered", int(is_lost), 0, "", is_lost)
    lost = len(evidence.unfinished(shop, numbers))
    yield Row(
        AREA,
        f"sabotaged ({Sabotage.DEAF}): of {FLUSHED_ORDERS} orders lost with the queue",
        lost,
        0,
        "",
        lost > 0,
    )


def _flush_for_a_while(shop: Shop) -> None:
    """Until the last webhook has come: a job is queued for each."""
    with Redis.from_url(shop.environment["QUEUE_REDIS_URL"]) as redis:
        for _ in range(FLUSHES):
            redis.flushall()
            time.sleep(0.1)


def _with_workers(shop: Shop, mode: Sabotage) -> None:
    shop.stop("run_workers")
    shop.start("run_workers", JOB_WORKER_CLASS=FORKING_CLASS, **{SABOTAGE: mode})
