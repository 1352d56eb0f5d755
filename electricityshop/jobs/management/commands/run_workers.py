"""`manage.py run_workers`: the pool of RQ workers on all queues, most urgent first."""

from typing import Any

import django_rq
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils.module_loading import import_string
from rq import Worker
from rq.serializers import JSONSerializer
from rq.worker_pool import WorkerPool

from electricityshop.jobs.worker import ShopJob


class Command(BaseCommand):
    help = "Run the pool of job workers; a worker that dies is replaced."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--workers", type=int, default=settings.JOB_WORKERS, help="how many (JOB_WORKERS)"
        )
        parser.add_argument("--burst", action="store_true", help="stop when the queues are empty")

    def handle(self, *args: Any, **options: Any) -> None:
        queues = [django_rq.get_queue(name) for name in settings.RQ_QUEUES]
        pool = WorkerPool(
            queues,
            connection=queues[0].connection,
            num_workers=options["workers"],
            worker_class=_worker_class(),
            job_class=ShopJob,
            serializer=JSONSerializer,
        )
        connections.close_all()  # a forked worker must not share one
        pool.start(burst=options["burst"], logging_level="WARNING")


def _worker_class() -> type[Worker]:
    """Raises `CommandError` when `JOB_WORKER_CLASS` names no worker."""
    try:
        found = import_string(settings.JOB_WORKER_CLASS)
    except ImportError as error:
        raise CommandError(f"JOB_WORKER_CLASS cannot be used: {error}.") from error
    if not (isinstance(found, type) and issubclass(found, Worker)):
        raise CommandError(
            f"JOB_WORKER_CLASS is {settings.JOB_WORKER_CLASS}, which is not a class of RQ workers."
        )
    return found
