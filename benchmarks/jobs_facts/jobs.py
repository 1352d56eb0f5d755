"""Jobs that say when they run and in which process."""

import os
import time
from pathlib import Path
from typing import Any


def work(*, path: str, seconds: int, **_: Any) -> None:
    """Write a line at the start and one at the end: what, when, the process, its parent (the worker)."""
    _write(path, "start")
    time.sleep(seconds)
    _write(path, "end")


def fail(**_: Any) -> None:
    raise RuntimeError("it broke")


def _write(path: str, what: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{what} {time.time()} {os.getpid()} {os.getppid()}\n")
