"""Jobs that take their time. Each notes in Redis what it did, under `key`, with the process id it ran in."""

import os
import signal
import time
from typing import Any

import django_rq


def note(*, key: str, what: str = "done", **_: Any) -> None:
    django_rq.get_connection("high").rpush(key, f"{what} {os.getpid()}")


def linger(*, key: str, seconds: float, **_: Any) -> None:
    note(key=key, what="began")
    time.sleep(seconds)
    note(key=key, what="ended")


def deaf(*, key: str, **_: Any) -> None:
    """Cannot be interrupted by RQ's alarm."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    note(key=key, what="began")
    time.sleep(600)
