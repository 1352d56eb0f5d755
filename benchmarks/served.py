"""A WSGI application under a server of its own, on a free port, for as long as a block lasts."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.error import URLError

from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.servers import free_port

BARE, SHOP = "benchmarks.floor:application", "electricityshop.wsgi:application"
READY_WITHIN_SECONDS = 30


@contextmanager
def served(command: list[str], application: str, **environment: str) -> Iterator[tuple[str, int]]:
    """URL and root process id. `command` follows `python -m`; `{port}` in it becomes the port. What it logs is lost."""
    port = str(free_port())
    words = [word.format(port=port) for word in command]
    process = subprocess.Popen(
        [sys.executable, "-m", *words, application],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/", process)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(20)


def granian(threads: int = 4) -> list[str]:
    """As the demo starts it, but for the number of blocking threads."""
    return [
        "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "{port}", "--workers", "2",
        "--blocking-threads", str(threads), "--backpressure", "64", "--log-level", "warning",
    ]  # fmt: skip


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(URLError, OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answered at {url}")
