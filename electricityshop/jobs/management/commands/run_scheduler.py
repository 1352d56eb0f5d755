"""`manage.py run_scheduler`: queue periodic jobs. Run as many as you like; one leads."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from electricityshop.jobs.scheduler import run_scheduler


class Command(BaseCommand):
    help = "Queue periodic jobs (sweeps, hold expiry, reconciliation). One leader at a time."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        run_scheduler(stop)
