"""Everything the staff page about jobs shows."""

from dataclasses import dataclass

from redis.exceptions import RedisError

from electricityshop.jobs.charts import Chart, chart
from electricityshop.jobs.connection import queue_redis
from electricityshop.jobs.dead_letters import KINDS, DeadKind, DeadLetter
from electricityshop.jobs.due import DueNow, due_now
from electricityshop.jobs.monitoring import (
    Leader,
    QueueState,
    WorkerState,
    queue_states,
    scheduler_leader,
    worker_state,
)
from electricityshop.jobs.throughput import MINUTE, QUARTER, recent

MOST_LETTERS = 25


@dataclass(frozen=True, slots=True)
class QueueOverview:
    """What the queue's Redis tells."""

    queues: tuple[QueueState, ...]
    workers: WorkerState
    charts: tuple[Chart, ...]

    @property
    def depth(self) -> int:
        return sum(queue.depth for queue in self.queues)

    @property
    def oldest_seconds(self) -> int:
        return round(max((queue.oldest_seconds for queue in self.queues), default=0))


@dataclass(frozen=True, slots=True)
class Letters:
    """The newest of one kind; `count` is of all."""

    title: str
    count: int
    newest: tuple[DeadLetter, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """`queue` is None while its Redis does not answer; the rest is read from PostgreSQL."""

    queue: QueueOverview | None
    leader: Leader | None
    due: tuple[DueNow, ...]
    dead: tuple[Letters, ...]

    @property
    def dead_count(self) -> int:
        return sum(letters.count for letters in self.dead)


def overview() -> Overview:
    """About fifteen statements, whatever there is, and some round trips to Redis."""
    queue = _queue()
    dead = tuple(_letters(kind) for kind in KINDS.values() if queue or kind.name != "jobs")
    return Overview(queue=queue, leader=scheduler_leader(), due=due_now(), dead=dead)


def _queue() -> QueueOverview | None:
    try:
        hour = chart("Last hour, by the minute", recent(queue_redis(), MINUTE, 60))
        day = chart("Last day, by quarters of an hour", recent(queue_redis(), QUARTER, 96))
        return QueueOverview(queue_states(), worker_state(), (hour, day))
    except RedisError:
        return None


def _letters(kind: DeadKind) -> Letters:
    newest = kind.newest(MOST_LETTERS)
    count = kind.count() if len(newest) == MOST_LETTERS else len(newest)
    return Letters(kind.title, count, newest)
