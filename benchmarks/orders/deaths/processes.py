"""The shop's workers, as the operating system sees them."""

import os
import signal
from contextlib import suppress

import psutil


def workers_of(pool: int) -> tuple[int, ...]:
    """Process ids of the workers the pool runs just now."""
    return tuple(process.pid for process in psutil.Process(pool).children())


def is_alive(pid: int) -> bool:
    """Not when it is dead and only waits to be buried."""
    with suppress(psutil.Error):
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    return False


def killed(pid: int) -> bool:
    """Kill it; False when it was dead already."""
    if not is_alive(pid):
        return False
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False
