"""The demo as a child process, for browser tests, proofs and screenshots: what `make demo` runs, started and stopped."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from electricityshop.embedded.demo import STAFF
from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.servers import free_port

OWN_SERVERS = ("DATABASE_URL", "REDIS_URL", "QUEUE_REDIS_URL", "DJANGO_SETTINGS_MODULE", "STRIPE_SECRET_KEY")


class DemoFailed(RuntimeError):
    """The demo ended before it was ready; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class RunningDemo:
    url: str
    """Without a slash at the end."""
    staff_email: str
    staff_password: str
    directory: Path
    pid: int
    """Of the runner, the parent of every process of the demo."""


@contextmanager
def running_demo(**environment: str) -> Iterator[RunningDemo]:
    """A fresh demo on a free port, with its own data, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="eshop-demo-") as directory:
        inherited = {name: value for name, value in os.environ.items() if name not in OWN_SERVERS}
        process = subprocess.Popen(
            [sys.executable, "-m", "electricityshop.embedded.demo"],
            cwd=ROOT,
            env={
                **inherited,
                "PORT": str(free_port()),
                "VAR_DIR": directory,
                "PYTHONUNBUFFERED": "1",
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            url, password = _wait(process)
            yield RunningDemo(url, STAFF, password, Path(directory) / "demo", process.pid)
        finally:
            process.terminate()
            try:
                process.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _wait(process: subprocess.Popen[str]) -> tuple[str, str]:
    """URL and staff password, once the demo says that it is ready."""
    said, url = [], ""
    for line in process.stdout or ():
        said.append(line)
        if found := re.search(r"ready: (http\S+)/$", line.strip()):
            url = found[1]
        if url and (found := re.search(rf"{re.escape(STAFF)}\s+(\S+)", line)):
            return url, found[1]
    raise DemoFailed("".join(said))
