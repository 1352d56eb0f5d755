"""The same pages under several WSGI servers with two workers each, and granian with one, two and four threads.

gunicorn is not one of the shop's packages: it takes part where it can be imported. The servers of an application
are up at the same time and take turns, so that what else the machine does meets all of them.
"""

import importlib.util
import json
import statistics
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.pages import processes
from benchmarks.rows import Row
from benchmarks.served import BARE, SHOP, granian, served
from benchmarks.wrk import Cost, cost
from electricityshop.embedded.running import RunningDemo, running_demo

AREA = "caching"
SECONDS = 2.0
CHOSEN = "granian, 4 threads"
CASES = {
    "bare view": (BARE, {}),
    "hit": (SHOP, {"PAGE_CACHE": "1"}),
    "uncached page": (SHOP, {"PAGE_CACHE": "0"}),
}


def rows(quick: bool) -> Iterator[Row]:
    with running_demo() as demo:
        for case in CASES:
            for server, costs in compared(demo, case, rounds=2 if quick else 5).items():
                name = f"{case} under {server}"
                cpu = statistics.median(each.cpu for each in costs)
                rate = statistics.median(each.requests_per_second for each in costs)
                yield Row.stated(AREA, f"{name}: CPU", cpu, "ms/request")
                yield Row.stated(AREA, f"{name}: requests", rate, "1/s")


def commands() -> dict[str, list[str]]:
    """Server to what follows `python -m`."""
    found = {f"granian, {threads} threads": granian(threads) for threads in (1, 2, 4)}
    if importlib.util.find_spec("gunicorn") is not None:
        common = ["gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "2", "--log-level", "warning"]
        found["gunicorn sync"] = [*common, "--worker-class", "sync"]
        found["gunicorn gthread, 4 threads"] = [*common, "--worker-class", "gthread", "--threads", "4"]
    return found


def compared(demo: RunningDemo, case: str, *, rounds: int) -> dict[str, list[Cost]]:
    """Server to its cost in each round; one more before them warms it up."""
    application, environment = CASES[case]
    published = json.loads((demo.directory / "environment.json").read_text())["environment"]
    data = processes(demo)[1] if application == SHOP else []
    costs: dict[str, list[Cost]] = {}
    with ExitStack() as stack:
        up = {
            name: stack.enter_context(served(command, application, **published, **environment))
            for name, command in commands().items()
        }
        for turn in range(rounds + 1):
            for name, (url, pid) in up.items():
                spent = cost(f"{url}/", seconds=SECONDS, roots=[pid, *data])
                if turn:
                    costs.setdefault(name, []).append(spent)
    return costs
