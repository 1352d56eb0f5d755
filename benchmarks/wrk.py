"""Load from wrk where it is on PATH, from `benchmarks.load` where it is not, and the CPU time it costs."""

import re
import shutil
import subprocess
from dataclasses import dataclass

from benchmarks.load import cpu_seconds, measure

CONNECTIONS = 8
_HITS = re.compile(r"(\d+) requests in")
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: .*")


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu` is milliseconds per request of everything that serves it: web processes, PostgreSQL and Redis."""

    cpu: float
    requests_per_second: float


def cost(url: str, *, seconds: float, roots: list[int], gzip: bool = False) -> Cost:
    """What asking for `url` again and again costs the processes below `roots`. Raises `RuntimeError` on any error."""
    base, path = re.match(r"(https?://[^/]+)(/.*)", url).groups()  # type: ignore[union-attr]  # our own address
    if shutil.which("wrk") is None:
        figure = measure(base, [path], seconds=seconds, server=roots, data=[])
        return Cost(figure.server, figure.requests_per_second)
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}"]
    if gzip:
        command += ["-H", "Accept-Encoding: gzip"]
    before = cpu_seconds(roots)
    said = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    spent = cpu_seconds(roots) - before
    if wrong := _WRONG.search(said):
        raise RuntimeError(f"{url}: {wrong[0]}")
    return Cost(spent * 1000 / int(_HITS.search(said)[1]), float(_RATE.search(said)[1]))  # type: ignore[index]  # wrk always says it
