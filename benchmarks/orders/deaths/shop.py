"""The running shop of these proofs: every process that `make demo` runs, a mail server that counts, a few articles."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

from benchmarks.orders.deaths import postgres
from benchmarks.orders.deaths.buyers import answers
from benchmarks.orders.deaths.points import DIRECTORY
from benchmarks.orders.deaths.post_office import PostOffice, post_office
from electricityshop.embedded.demo import create_database
from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.running import OWN_SERVERS
from electricityshop.embedded.servers import free_port, servers

READY_WITHIN_SECONDS = 120.0
_WEB = (
    "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "2", "--blocking-threads", "4",
    "--backpressure", "64", "--log-level", "warning", "electricityshop.wsgi:application",
)  # fmt: skip


class ProofFailed(RuntimeError):
    """A process of the proof ended badly or was not ready in time: nothing is proved."""


@dataclass
class Shop:
    """`directory` holds what the servers and the processes write; `parts` are the processes by name."""

    environment: Mapping[str, str]
    directory: Path
    mail: PostOffice
    parts: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    at_end: ExitStack = field(default_factory=ExitStack)
    """What is undone once the parts have ended."""

    @property
    def url(self) -> str:
        return self.environment["SHOP_URL"]

    @property
    def sandbox_url(self) -> str:
        return self.environment["SANDBOX_URL"]

    def database(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of the proof's own, outside the shop."""
        url = self.environment["DATABASE_URL"].replace("postgres://", "postgresql://")
        return psycopg.connect(url, autocommit=True)

    def start(self, *names: str, **environment: str) -> None:
        """Start parts that do not run."""
        for name in names:
            with (self.directory / "said.log").open("ab") as log:
                self.parts[name] = subprocess.Popen(
                    [sys.executable, *self._words(name)],
                    cwd=ROOT,
                    env={**self.environment, **_keys(name, self.environment), **environment},
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )

    def stop(self, *names: str) -> None:
        """End parts, with everything they started."""
        for name in names:
            process = self.parts.pop(name)
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            _end_session(process.pid)
            process.wait()

    def kill(self, name: str) -> None:
        """Kill a part's own process, as `kill -9` would."""
        process = self.parts.pop(name)
        process.kill()
        process.wait()

    def died(self) -> list[str]:
        """Parts that ended although nobody stopped them."""
        return [name for name, process in self.parts.items() if process.poll() is not None]

    def manage(self, *words: str) -> tuple[int, str]:
        """Run a management command; its exit code and what it printed."""
        with (self.directory / "said.log").open("ab") as log:
            done = subprocess.run(
                [sys.executable, "manage.py", *words],
                cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=log, check=False, text=True,
            )  # fmt: skip
        return done.returncode, done.stdout

    def said(self) -> str:
        """The end of what the processes said."""
        return (self.directory / "said.log").read_text(errors="replace")[-3_000:]

    def _words(self, name: str) -> tuple[str, ...]:
        if name == "web":
            return (*_WEB, "--port", self.url.rpartition(":")[2])
        if name == "sandbox":
            return (
                "-m", "payments.sandbox", "--port", self.sandbox_url.rpartition(":")[2],
                "--state", str(self.directory / "sandbox.sqlite3"), "--webhook-url", f"{self.url}/payments/webhook",
            )  # fmt: skip
        return ("manage.py", name)


PARTS = ("sandbox", "web", "run_workers", "run_scheduler", "run_cache_relay")


@contextmanager
def running_shop() -> Iterator[Shop]:
    """Fresh servers, as durable as the demo's, and every part started, until the block ends."""
    before = dict(os.environ)
    for name in OWN_SERVERS:
        os.environ.pop(name, None)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="eshop-deaths-") as directory,
            post_office() as mail,
            servers(Path(directory)) as embedded,
        ):
            create_database(embedded.database_url)
            data = Path(directory) / "postgresql"
            first = postgres.postmaster(data)
            settings = _settings(Path(directory), mail.port)
            shop = Shop(os.environ | embedded.environment() | settings, Path(directory), mail)
            try:
                _set_up(shop)
                yield shop
            except ProofFailed as failed:
                failed.add_note(shop.said())
                raise
            finally:
                shop.stop(*reversed(shop.parts))
                shop.at_end.close()
                if postgres.postmaster(data) != first:
                    postgres.stop(data)
    finally:
        os.environ.clear()
        os.environ.update(before)


def wait_until(is_so: Callable[[], bool], *, within: float, what: str) -> float:
    """Seconds it took. Raises `ProofFailed`."""
    started = time.monotonic()
    while not is_so():
        if time.monotonic() - started > within:
            raise ProofFailed(f"not within {within} s: {what}")
        time.sleep(0.05)
    return time.monotonic() - started


def _settings(directory: Path, smtp_port: int) -> dict[str, str]:
    for name in ("wanted", "held"):
        (directory / name).mkdir()
    (directory / "begun").touch()
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.orders.deaths.settings",
        "SECRET_KEY": "for this proof only, never used to serve anybody, and long enough",
        "SHOP_URL": f"http://127.0.0.1:{free_port()}",
        "SANDBOX_URL": f"http://127.0.0.1:{free_port()}",
        "SANDBOX_SECRET_KEY": f"sk_test_sandbox_{secrets.token_hex(16)}",
        "SANDBOX_WEBHOOK_SECRET": f"whsec_{secrets.token_hex(24)}",
        "VAR_DIR": str(directory),
        "LOG_LEVEL": "WARNING",
        "DEATHS_SMTP_PORT": str(smtp_port),
        DIRECTORY: str(directory),
    }


def _set_up(shop: Shop) -> None:
    for words in (("migrate", "--verbosity=0"), ("stock_proof_shop",)):
        if shop.manage(*words)[0]:
            raise ProofFailed(f"manage.py {words[0]} failed")
    shop.start(*PARTS)
    wait_until(lambda: answers(shop.url), within=READY_WITHIN_SECONDS, what="the web server answers")


def _keys(name: str, environment: Mapping[str, str]) -> dict[str, str]:
    if name != "sandbox":
        return {}
    return {
        "STRIPE_SECRET_KEY": environment["SANDBOX_SECRET_KEY"],
        "STRIPE_WEBHOOK_SECRET": environment["SANDBOX_WEBHOOK_SECRET"],
    }


def _end_session(leader: int) -> None:
    """Kill what is left of a part: a killed worker's horse is nobody's child any more."""
    for process in psutil.process_iter():
        with suppress(psutil.Error, ProcessLookupError):
            if os.getsid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                os.kill(process.pid, signal.SIGKILL)
