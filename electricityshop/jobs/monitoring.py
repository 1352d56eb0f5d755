"""Whether jobs can run: is the queue's Redis there, and do workers listen?"""

import django_rq
from rq import Worker


def ping_queue() -> None:
    """Raises `RedisError` when the queue's Redis does not answer."""
    django_rq.get_connection("default").ping()


def worker_count() -> int:
    """How many workers are registered and alive."""
    return int(Worker.count(connection=django_rq.get_connection("default")))
