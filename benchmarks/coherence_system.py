"""The running system of the coherence proof: embedded PostgreSQL and Redis, granian and the relay, as in the demo."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import psycopg
from redis import Redis

from benchmarks.coherence_shop import DIRECTORY
from electricityshop.embedded.demo import create_database
from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.running import OWN_SERVERS
from electricityshop.embedded.servers import free_port, servers

READY_WITHIN_SECONDS = 60
SOUND = ""
"""The mode in which nothing is sabotaged: what `make demo` runs."""
_WEB = (
    "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "2", "--blocking-threads", "4", "--backpressure", "64",
    "--log-level", "warning",
)  # fmt: skip


class ProofFailed(RuntimeError):
    """A process of the proof ended badly or was not ready in time: nothing is proved."""


@dataclass(frozen=True, slots=True)
class System:
    """Servers with a seeded shop. `environment` is what every process on it is started with."""

    environment: Mapping[str, str]
    files: Path

    def start(self, *words: str, **environment: str) -> "subprocess.Popen[bytes]":
        """What it says goes into `said()`: a product that comes and goes is a logged 404 again and again."""
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env={**self.environment, **environment}, stderr=log
            )

    def said(self) -> str:
        """The end of what the processes said."""
        return self._log.read_text(errors="replace")[-3_000:]

    @property
    def _log(self) -> Path:
        return self.files / "said.log"

    def forget(self) -> None:
        """Empty the cache, so that no round sees what another one left."""
        with Redis.from_url(self.environment["REDIS_URL"]) as redis:
            redis.flushdb()


@contextmanager
def system(*, throw_away: bool) -> Iterator[System]:
    """Fresh servers and a seeded shop until the block ends; `throw_away` trades durability for speed."""
    before = dict(os.environ)
    for name in OWN_SERVERS:
        os.environ.pop(name, None)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="eshop-coherence-") as directory,
            servers(Path(directory), throw_away=throw_away) as embedded,
        ):
            create_database(embedded.database_url)
            environment = os.environ | embedded.environment() | _settings(directory)
            made = System(environment, Path(directory))
            try:
                _done(made.start("manage.py", "migrate", "--verbosity=0"))
                _done(made.start("-m", "benchmarks.coherence_process", "seed"))
                yield made
            except ProofFailed as failed:
                failed.add_note(made.said())
                raise
    finally:
        os.environ.clear()
        os.environ.update(before)


def _settings(directory: str) -> dict[str, str]:
    port = free_port()
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.coherence_settings",
        "SECRET_KEY": "for this proof only, never used to serve anybody, and long enough",
        "SHOP_URL": f"http://127.0.0.1:{port}",
        "VAR_DIR": directory,
        "LOG_LEVEL": "ERROR",
        DIRECTORY: directory,
    }


@contextmanager
def serving(on: System, mode: str) -> Iterator[None]:
    """The web server, and the relay unless the mode is one of sabotage."""
    port = on.environment["SHOP_URL"].rpartition(":")[2]
    application = "benchmarks.coherence_wsgi" if mode else "electricityshop.wsgi"
    with ExitStack() as stack:
        words = ("-m", "granian", *_WEB, "--port", port, f"{application}:application")
        web = stack.enter_context(ending(on.start(*words, COHERENCE_SABOTAGE=mode)))
        if mode == SOUND:
            relay = stack.enter_context(ending(on.start("manage.py", "run_cache_relay")))
            wait_until(lambda: _is_relayed(on), relay, web)
        wait_until(lambda: _answers(on.environment["SHOP_URL"]), web)
        yield


@contextmanager
def ending(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    """Ends it with the block, if it has not ended by then."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until(
    is_so: Callable[[], bool], *processes: "subprocess.Popen[bytes]", within: float = READY_WITHIN_SECONDS
) -> None:
    """Raises `ProofFailed` when one of the processes ends before it is so, or it is not so in time."""
    deadline = time.monotonic() + within
    while not is_so():
        for process in processes:
            if process.poll():
                raise ProofFailed(f"{process.args!r} ended with {process.returncode}")
        if time.monotonic() > deadline:
            raise ProofFailed(f"not so within {within} s, see {processes!r}")
        time.sleep(0.05)


def _done(process: "subprocess.Popen[bytes]") -> None:
    if process.wait():
        raise ProofFailed(f"{process.args!r} ended with {process.returncode}")


def _answers(url: str) -> bool:
    with suppress(URLError, OSError), urllib.request.urlopen(f"{url}/health/live", timeout=5):
        return True
    return False


def _is_relayed(on: System) -> bool:
    """What seeding touched is gone, so the relay listens."""
    with psycopg.connect(on.environment["DATABASE_URL"]) as connection:
        return connection.execute("SELECT NOT EXISTS (SELECT FROM caching_touch)").fetchone() == (True,)
