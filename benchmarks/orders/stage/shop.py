"""The running shop of the proofs: embedded PostgreSQL and Redis, the payment sandbox, web server, workers, scheduler."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import psycopg
from redis import Redis

from benchmarks.coherence.system import ending, wait_until
from benchmarks.fresh_database import fresh_database
from benchmarks.orders.stage.apps import SABOTAGE
from benchmarks.orders.stage.sandbox import Sandbox
from benchmarks.served import SHOP, granian
from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.servers import free_port

AREA = "orders"
WORKERS = 5
SECRET_KEY, WEBHOOK_SECRET = "sk_test_sandbox_of_a_proof", "whsec_of_a_proof"


@dataclass(frozen=True, slots=True)
class Shop:
    """`url` is without a slash at the end; `environment` is what every process of it is started with."""

    url: str
    sandbox: Sandbox
    environment: Mapping[str, str]
    directory: Path

    @contextmanager
    def running(self, mode: str = "") -> Iterator[None]:
        """Two web processes, five workers and the scheduler, as the demo has them; sabotaged if a mode is given."""
        with self.web(mode), self.background(mode):
            yield

    @contextmanager
    def web(self, mode: str = "") -> Iterator[None]:
        words = [word.format(port=self.url.rpartition(":")[2]) for word in granian()]
        with ending(self.start("-m", *words, SHOP, mode=mode)) as process:
            wait_until(lambda: _answers(f"{self.url}/health/live"), process)
            yield

    @contextmanager
    def background(self, mode: str = "") -> Iterator[None]:
        """Five workers and the scheduler; all of them are at work when the block begins."""
        commands = ("run_workers", "run_scheduler")
        with ExitStack() as stack:
            started = [
                stack.enter_context(ending(self.start("manage.py", command, mode=mode)))
                for command in commands
            ]
            wait_until(self._is_at_work, *started)
            yield

    def _is_at_work(self) -> bool:
        """The workers are registered, and somebody leads the schedulers."""
        with Redis.from_url(self.environment["QUEUE_REDIS_URL"]) as redis:
            workers = int(redis.scard("rq:workers"))
        leads = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted)"
        return workers >= WORKERS and bool(self.rows(leads)[0][0])

    def start(self, *words: str, mode: str = "") -> "subprocess.Popen[bytes]":
        """A Python process of the shop; what it says goes to a file."""
        with (self.directory / "said.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT, env={**self.environment, SABOTAGE: mode}, stdout=log, stderr=log,
            )  # fmt: skip

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What PostgreSQL answers, read or changed behind the shop's back."""
        url = self.environment["DATABASE_URL"].replace("postgres://", "postgresql://")
        with psycopg.connect(url, autocommit=True) as database:
            answer = database.execute(sql, values)
            return answer.fetchall() if answer.description else []


@contextmanager
def shop(*, articles: int, on_hand: int) -> Iterator[Shop]:
    """Servers as durable as the demo's, the sandbox, and that many articles; nothing of the shop itself runs yet."""
    with fresh_database():
        made = _shop(Path(os.environ["VAR_DIR"]))
        seed = made.start("manage.py", "seed_stage", str(articles), str(on_hand))
        if seed.wait():
            raise RuntimeError((made.directory / "said.log").read_text()[-3_000:])
        with ending(_sandbox(made)) as sandbox:
            wait_until(lambda: _answers(f"{made.sandbox.url}/_sandbox/health"), sandbox)
            yield made


def _shop(directory: Path) -> Shop:
    url, sandbox = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    own = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.orders.stage.settings",
        "SECRET_KEY": "for this proof only, never used to serve anybody, and long enough",
        "STRIPE_SECRET_KEY": "",
        "SANDBOX_SECRET_KEY": SECRET_KEY,
        "SANDBOX_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "SANDBOX_URL": sandbox,
        "SHOP_URL": url,
        "MAIL_DIR": str(directory / "mail"),
    }
    return Shop(url, Sandbox(sandbox, SECRET_KEY, WEBHOOK_SECRET), os.environ | own, directory)


def _sandbox(made: Shop) -> "subprocess.Popen[bytes]":
    keys = {"STRIPE_SECRET_KEY": SECRET_KEY, "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET}
    words = [
        "-m", "payments.sandbox", "--port", made.sandbox.url.rpartition(":")[2],
        "--state", str(made.directory / "sandbox.sqlite3"), "--webhook-url", f"{made.url}/payments/webhook",
        "--log-level", "error",
    ]  # fmt: skip
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=os.environ | keys, stdout=subprocess.DEVNULL
    )


def _answers(url: str) -> bool:
    with suppress(URLError, OSError), urllib.request.urlopen(url, timeout=5):
        return True
    return False
