"""Load from a second process, and the CPU time it costs the processes that serve it."""

import http.client
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlsplit

import psutil

CLIENTS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """`server` and `data` are CPU milliseconds per request of the web processes and of PostgreSQL and Redis."""

    requests_per_second: float
    server: float
    data: float
    p95: float
    """Milliseconds, as seen by the clients."""
    bytes: int


def measure(base: str, paths: list[str], *, seconds: float, server: list[int], data: list[int]) -> Figure:
    """Ask for `paths` in turn over keep-alive connections; `server` and `data` are root process ids."""
    with ProcessPoolExecutor(CLIENTS) as pool:
        list(pool.map(_ask, [(base, paths, 1.0)] * CLIENTS))  # warm up
        before = cpu_seconds(server), cpu_seconds(data)
        started = time.perf_counter()
        answers = list(pool.map(_ask, [(base, paths, seconds)] * CLIENTS))
        elapsed = time.perf_counter() - started
        after = cpu_seconds(server), cpu_seconds(data)
    latencies = [latency for found, _ in answers for latency in found]
    count = len(latencies)
    return Figure(
        requests_per_second=count / elapsed,
        server=(after[0] - before[0]) * 1000 / count,
        data=(after[1] - before[1]) * 1000 / count,
        p95=statistics.quantiles(latencies, n=20)[-1] * 1000,
        bytes=answers[0][1],
    )


def _ask(order: tuple[str, list[str], float]) -> tuple[list[float], int]:
    base, paths, seconds = order
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
    latencies, size, deadline = [], 0, time.perf_counter() + seconds
    for path in cycle(paths):
        started = time.perf_counter()
        if started > deadline:
            break
        connection.request("GET", path)
        answer = connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        latencies.append(time.perf_counter() - started)
    connection.close()
    return latencies, size


def cpu_seconds(roots: list[int]) -> float:
    """CPU seconds of the processes and all below them, the ended ones included where their parent counted them."""
    total = 0.0
    for root in roots:
        process = psutil.Process(root)
        for one in [process, *process.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):  # it ended meanwhile
                times = one.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
    return total
