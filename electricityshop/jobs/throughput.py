"""How many jobs were done and how many failed: small counters in the queue's Redis. Losing them loses a chart."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from redis import Redis
from redis.client import Pipeline

MINUTE, QUARTER = 60, 15 * 60
KEPT = {MINUTE: 2 * 3600, QUARTER: 26 * 3600}
"""Seconds counted together, and for how many seconds they are kept."""

TOTAL = "shop:jobs:total"


class Counting:
    """Mix into a worker class: counts in the transaction in which RQ records how a job ended."""

    connection: Redis

    def increment_successful_job_count(self, pipeline: Any = None) -> None:
        super().increment_successful_job_count(pipeline)  # type: ignore[misc]  # the worker's
        count(self.connection if pipeline is None else pipeline, "done")

    def increment_failed_job_count(self, pipeline: Any = None) -> None:
        """Every failed attempt, also one that is tried again."""
        super().increment_failed_job_count(pipeline)  # type: ignore[misc]  # the worker's
        count(self.connection if pipeline is None else pipeline, "failed")


@dataclass(frozen=True, slots=True)
class Slot:
    """What ended within one stretch of time."""

    at: datetime
    done: int
    failed: int


def count(redis: "Redis | Pipeline", outcome: str) -> None:
    now = int(time.time())
    redis.hincrby(TOTAL, outcome, 1)
    for seconds, kept in KEPT.items():
        key = _key(seconds, now // seconds)
        redis.hincrby(key, outcome, 1)
        redis.expire(key, kept)


def recent(redis: Redis, seconds: int, slots: int) -> tuple[Slot, ...]:
    """The last `slots` stretches of `seconds` (`MINUTE` or `QUARTER`), oldest first. One round trip; `RedisError`."""
    last = int(time.time()) // seconds
    numbers = range(last - slots + 1, last + 1)
    pipeline = redis.pipeline(transaction=False)
    for number in numbers:
        pipeline.hmget(_key(seconds, number), "done", "failed")
    return tuple(
        Slot(datetime.fromtimestamp(number * seconds, UTC), int(done or 0), int(failed or 0))
        for number, (done, failed) in zip(numbers, pipeline.execute(), strict=True)
    )


def totals(redis: Redis) -> tuple[int, int]:
    """Done and failed since this Redis began. Raises `RedisError`."""
    done, failed = redis.hmget(TOTAL, "done", "failed")
    return int(done or 0), int(failed or 0)


def _key(seconds: int, number: int) -> str:
    return f"shop:jobs:{seconds}:{number}"
