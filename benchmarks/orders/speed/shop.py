"""A shop of its own to measure orders on: embedded servers, the demo catalogue, the sandbox. No worker but those a
proof starts, so that nothing but the orders costs anything."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from redis import Redis

from benchmarks.fresh_database import fresh_database
from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.servers import free_port

PLENTY = 1_000_000
REDIS = ("REDIS_URL", "QUEUE_REDIS_URL")


@dataclass(frozen=True, slots=True)
class MeasuredShop:
    """Root process ids of what serves it. Where it is stands in this process's environment."""

    data: list[int]
    """PostgreSQL and Redis."""
    sandbox: int


@contextmanager
def measured_shop() -> Iterator[MeasuredShop]:
    """Fresh and full of stock, until the block ends; child processes inherit where it is."""
    with fresh_database():
        os.environ.update(_settings(free_port()))
        for command in ("load_demo_catalog", "load_demo_shop"):
            done = [sys.executable, "manage.py", command]
            subprocess.run(done, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with psycopg.connect(database_url(), autocommit=True) as database:
            database.execute("UPDATE catalog_stockitem SET on_hand = %s WHERE on_hand > 0", [PLENTY])
        with _sandbox() as sandbox:
            yield MeasuredShop(data_processes(), sandbox)


def database_url() -> str:
    """As psycopg and PostgreSQL's own programs want it."""
    return os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")


def _settings(sandbox_port: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.orders.speed.settings",
        "SECRET_KEY": "for this proof only, never used to serve anybody, and long enough",
        "SANDBOX_SECRET_KEY": "sk_test_sandbox_of_a_proof",
        "SANDBOX_WEBHOOK_SECRET": "whsec_of_a_proof",
        "SANDBOX_URL": f"http://127.0.0.1:{sandbox_port}",
        "MAIL_DIR": f"{os.environ['VAR_DIR']}/mail",
        "LOG_LEVEL": "INFO",
    }


@contextmanager
def _sandbox() -> Iterator[int]:
    port, state = os.environ["SANDBOX_URL"].rpartition(":")[2], f"{os.environ['VAR_DIR']}/sandbox.sqlite3"
    process = subprocess.Popen(
        [sys.executable, "-m", "payments.sandbox", "--port", port, "--state", state],
        cwd=ROOT,
        env=os.environ | {"STRIPE_SECRET_KEY": os.environ["SANDBOX_SECRET_KEY"]},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def data_processes() -> list[int]:
    """Root process ids of this environment's PostgreSQL and of both its Redis."""
    postmaster = Path(os.environ["VAR_DIR"]) / "postgresql" / "postmaster.pid"
    with ExitStack() as stack:
        clients = [stack.enter_context(Redis.from_url(os.environ[name])) for name in REDIS]
        redis = [int(client.info("server")["process_id"]) for client in clients]
    return [int(postmaster.read_text().split()[0]), *redis]
