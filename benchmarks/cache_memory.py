"""How much of Redis' memory the cached pages of the demo catalogue take, and what `maxmemory` that asks for.

Real pages go through the page cache into a Redis of their own that has no limit. `used_memory` is what Redis counts
against `maxmemory`.
"""

import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from redis import Redis

from benchmarks.cache_memory_pages import KINDS
from benchmarks.fresh_database import fresh_database
from benchmarks.rows import Row

AREA = "caching"
PAGES = 10_000
QUICK = 1_000
TOUCHES = 5_000
HEADROOM = 1.5
"""For cached queries, sessions and the buffers of clients, which `maxmemory` counts as well."""
STEP = 64 * 2**20


def rows(quick: bool) -> Iterator[Row]:
    wanted = QUICK if quick else PAGES
    with fresh_database():
        command = [sys.executable, "-m", "benchmarks.cache_memory", str(wanted)]
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
    found = json.loads(done.stdout.splitlines()[-1])
    for kind, (count, used) in found["kinds"].items():
        yield Row.stated(AREA, f"Redis memory per {kind}, mean of {count}", used / count, "bytes")
    count = sum(count for count, _ in found["kinds"].values())
    page = sum(used for _, used in found["kinds"].values()) / count
    yield Row.stated(AREA, f"Redis memory per cached page, mean of {count}", page, "bytes")
    yield Row.stated(AREA, "of that, the names of its tags", found["tags of a page"], "bytes")
    yield Row.stated(AREA, f"Redis memory of {PAGES:,} cached pages", page * PAGES / 2**20, "MiB")
    yield Row.stated(AREA, "Redis memory per touched tag", found["touched tag"], "bytes")
    yield Row.stated(AREA, "Redis memory per touch, for ten minutes", found["touch"], "bytes")
    most_tags = found["most tags"] * found["touched tag"]
    yield Row.stated(
        AREA, f"Redis memory of {found['most tags']:,} touched tags, the most", most_tags / 2**20, "MiB"
    )
    maxmemory = math.ceil((HEADROOM * page * PAGES + most_tags) / STEP) * STEP
    name = f"maxmemory to recommend: {HEADROOM} x {PAGES:,} pages + the most tags, in steps of 64 MiB"
    yield Row.stated(AREA, name, maxmemory / 2**20, "MiB")


def main() -> None:
    import django  # noqa: PLC0415  # the settings are the caller's

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs the settings

    with Path(os.devnull).open("w") as nowhere:
        call_command("load_demo_catalog", stdout=nowhere, stderr=nowhere)
        call_command("load_demo_shop", stdout=nowhere)
    print(json.dumps(measured(int(sys.argv[1]))))


def measured(wanted: int) -> dict[str, Any]:
    """Each kind of page takes part in proportion to how many of it there are."""
    from electricityshop.caching import connection  # noqa: PLC0415  # needs the settings

    redis: Redis = connection.client()
    redis.config_set("maxmemory", 0)
    # rendering takes longer than pages are kept
    redis.execute_command("DEBUG", "SET-ACTIVE-EXPIRE", "0")  # type: ignore[no-untyped-call]  # redis-py's
    addresses = {kind: list(islice(every(), PAGES)) for kind, every in KINDS.items()}
    everything = sum(map(len, addresses.values()))
    redis.flushdb()
    kinds = {}
    for kind, paths in addresses.items():
        share = max(1, round(wanted * len(paths) / everything))
        chosen = paths[:: max(1, len(paths) // share)][:share]
        kinds[kind] = len(chosen), kept(redis, chosen)
    sample = list(islice(redis.scan_iter(f"{connection.ENTRY}page:*"), 500))
    one, many = touched(redis, tags=1), touched(redis, tags=20)
    tag = (many - one) / 19
    return {
        "kinds": kinds,
        "tags of a page": sum(redis.hstrlen(key, "tags") for key in sample) / len(sample),
        "touched tag": tag,
        "touch": one - tag,
        "most tags": connection.MOST_TAGS,
    }


def kept(redis: Redis, paths: list[str]) -> int:
    """Bytes that Redis takes more when these pages are kept. Raises `RuntimeError` when one is not."""
    from django.test import RequestFactory  # noqa: PLC0415  # needs the settings

    before = used(redis)
    keys = redis.dbsize()
    requests = RequestFactory(HTTP_HOST="127.0.0.1")
    for path in paths:
        if (status := _status(requests.get(path).environ)) != "200 OK":
            raise RuntimeError(f"{path} answered {status}")
    if redis.dbsize() - keys < len(paths):
        raise RuntimeError(f"{redis.dbsize() - keys} of {len(paths)} pages were kept")
    return used(redis) - before


def _status(environ: dict[str, Any]) -> str:
    from electricityshop.wsgi import application  # noqa: PLC0415  # needs the settings

    said: list[str] = []
    b"".join(application(environ, lambda status, _: said.append(status)))
    return said[0]


def touched(redis: Redis, *, tags: int) -> float:
    """Bytes per touch of `tags` tags nobody touched before, those that remember the touch included."""
    from electricityshop.caching import connection  # noqa: PLC0415  # needs the settings

    before = used(redis)
    for number in range(TOUCHES // tags):
        connection.touch([(f"{tags}-{number:032d}", [f"product:{tags}{number}{one}" for one in range(tags)])])
    return (used(redis) - before) / (TOUCHES // tags)


def used(redis: Redis) -> int:
    return int(redis.info("memory")["used_memory"])


if __name__ == "__main__":
    main()
