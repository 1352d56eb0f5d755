"""Doing queued jobs in the test's own process."""

import django_rq
from django.conf import settings
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from electricityshop.jobs.throughput import Counting
from electricityshop.jobs.worker import ShopJob


class TestWorker(Counting, SimpleWorker):
    """Counts as the shop's workers do, and forks nothing."""

    __test__ = False


def work() -> None:
    """Until every queue is empty."""
    queues = [django_rq.get_queue(name) for name in settings.RQ_QUEUES]
    TestWorker(queues, connection=queues[0].connection, job_class=ShopJob, serializer=JSONSerializer).work(
        burst=True
    )
