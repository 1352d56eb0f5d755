"""`make bench`: requests per second and CPU per request of the main pages, beside a bare Django view.

The demo runs as `make demo` runs it; the bare view runs under the same server with the same number of workers,
in the same run. CPU per request hardly depends on what else the machine does; requests per second do.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.error import URLError

import psutil

from benchmarks.load import Figure, measure
from benchmarks.rows import Row
from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.running import RunningDemo, running_demo
from electricityshop.embedded.servers import free_port

BARE = "benchmarks.floor:application"


def figures(seconds: float) -> Iterator[tuple[str, Figure]]:
    """The bare view first, then each page of the shop."""
    with plain_view(BARE) as (url, pid):
        yield "bare view, 30 kB", measure(url, ["/"], seconds=seconds, server=[pid], data=[])
    with running_demo() as demo:
        server, data = processes(demo)
        for name, paths in pages(demo.url).items():
            yield name, measure(demo.url, paths, seconds=seconds, server=server, data=data)


def pages(url: str) -> dict[str, list[str]]:
    """Name to the paths asked for in turn, taken from the shop's own API."""

    def results(path: str) -> list[dict[str, object]]:
        with urllib.request.urlopen(f"{url}/api/v1/{path}") as answer:
            found: list[dict[str, object]] = json.load(answer)["results"]
        return found

    products = [f"/p/{product['slug']}/" for product in results("products?page_size=50")]
    categories = [f"/c/{category['path']}/" for category in results("categories?page_size=100")]
    words = ["cable", "led", "breaker", "usb", "socket", "battery"]
    return {
        "home": ["/"],
        "category": categories[:40],
        "product": products,
        "search": [f"/search?q={word}" for word in words],
        "API list": [f"/api/v1/products?page={page}" for page in range(1, 11)],
    }


@contextmanager
def plain_view(application: str, environment: Mapping[str, str] | None = None) -> Iterator[tuple[str, int]]:
    """A floor, as address and process id, under the same server with the same settings as the demo's."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "2", "--blocking-threads", "4", "--backpressure", "64", "--log-level", "warning",
         application],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            with suppress(URLError, OSError), urllib.request.urlopen(url):
                break
            time.sleep(0.1)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(20)


def processes(demo: RunningDemo) -> tuple[list[int], list[int]]:
    """Process ids of the web server's root, and of PostgreSQL's and Redis's."""
    server = [
        child.pid
        for child in psutil.Process(demo.pid).children(recursive=True)
        if "granian" in " ".join(child.cmdline()) and "--interface" in child.cmdline()
    ][:1]
    postmaster = int((demo.directory / "postgresql" / "postmaster.pid").read_text().split()[0])
    redis = [child.pid for child in psutil.Process(demo.pid).children() if "redis-server" in child.name()]
    return server, [postmaster, *redis]


def rows(quick: bool) -> Iterator[Row]:
    """The same figures as rows; only stated here, their limits belong to the issue on caching."""
    for name, figure in figures(3.0 if quick else 8.0):
        yield Row.stated("pages", f"{name}: requests per second", figure.requests_per_second, "1/s")
        yield Row.stated("pages", f"{name}: CPU per request, server", figure.server, "ms")
        yield Row.stated("pages", f"{name}: CPU per request, PostgreSQL and Redis", figure.data, "ms")


def main() -> None:
    print(f"{'':20}{'requests/s':>11}{'server ms':>11}{'data ms':>9}{'x bare':>8}{'p95 ms':>8}{'bytes':>9}")
    bare = 0.0
    for name, figure in figures(3.0 if os.environ.get("QUICK") else 8.0):
        bare = bare or figure.server
        ratio = (figure.server + figure.data) / bare
        print(
            f"{name:20}{figure.requests_per_second:11.0f}{figure.server:11.2f}{figure.data:9.2f}"
            f"{ratio:8.1f}{figure.p95:8.1f}{figure.bytes:9d}"
        )


if __name__ == "__main__":
    main()
