"""`manage.py run_workers`: the pool of RQ workers on all queues, most urgent first."""

from typing import Any

import django_rq
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.utils.module_loading import import_string
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
            worker_class=import_string(settings.JOB_WORKER_CLASS),
            job_class=ShopJob,
            serializer=JSONSerializer,
        )
        connections.close_all()  # a forked worker must not share one
        pool.start(burst=options["burst"], logging_level="WARNING")
