"""The shop's workers and their horses, as the operating system sees them."""

import os
import signal
from contextlib import suppress
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Workers:
    """Process ids: all workers, and each horse (the process that runs a job) with its worker."""

    workers: tuple[int, ...]
    horses: dict[int, int]


def workers_of(pool: int) -> Workers:
    """What the pool runs just now."""
    below = psutil.Process(pool).children(recursive=True)
    parents = {process.pid: _parent(process) for process in below}
    workers = tuple(pid for pid, parent in parents.items() if parent == pool)
    horses = {pid: parent for pid, parent in parents.items() if parent in workers and _is_horse(pid)}
    return Workers(workers, horses)


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


def _parent(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.ppid())
    return 0


def _is_horse(pid: int) -> bool:
    """Horses lead a process group of their own; RQ's scheduler, also a worker's child, does not."""
    with suppress(ProcessLookupError):
        return os.getpgid(pid) == pid
    return False
