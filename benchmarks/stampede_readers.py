"""Readers of one key, as many threads of this process as wanted, told line by line what to do."""

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

BUILD_SECONDS = 1.0
FRESH_SECONDS = 15.0
"""Many builds long: a hot entry is built anew before it expires, and the more likely the less time is left."""
TABLE = "stampede_build"


def readers(count: int) -> None:
    """Orders come on standard input, one answer to each leaves on standard output, as JSON."""
    import django  # noqa: PLC0415  # the settings are the caller's

    django.setup()
    herd = _Readers(count)
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(herd.obey(order)), flush=True)


class _Readers:
    def __init__(self, count: int) -> None:
        from electricityshop.caching.queries import cached_query  # noqa: PLC0415  # needs the settings

        self.builds: list[float] = []
        self._pool = ThreadPoolExecutor(count)
        self._count = count
        self._slow = cached_query(tags=("stampede",), encode=int, decode=int, seconds=FRESH_SECONDS)(
            self._build
        )
        self._warm_up()

    def obey(self, order: dict[str, Any]) -> Any:
        self.builds.clear()
        if order["do"] == "ask":
            asked = [self._pool.submit(self._ask, order["key"], order["at"]) for _ in range(self._count)]
            if order.get("touch_at"):
                time.sleep(max(0.0, order["touch_at"] - time.time()))
                self._touch()
            return {"waits": [one.result() for one in asked], "builds": self.builds}
        if order["do"] == "touch":
            self._touch()
            return None
        return self._slow(order["key"])

    @staticmethod
    def _touch() -> None:
        from electricityshop.caching.store import remove_by_tag  # noqa: PLC0415  # needs the settings

        remove_by_tag("stampede")

    def _build(self, key: str) -> int:
        """The number of builds there were, this one included."""
        from django.db import connection  # noqa: PLC0415  # needs the settings

        started = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} SELECT FROM pg_sleep(%s) RETURNING id", [BUILD_SECONDS])
            number = int(cursor.fetchone()[0])
        self.builds.append(time.perf_counter() - started)
        return number

    def _ask(self, key: str, at: float) -> tuple[float, int]:
        """Seconds that this reader waited for its answer, and what that was. All readers ask at the same moment."""
        time.sleep(max(0.0, at - time.time()))
        started = time.perf_counter()
        value = self._slow(key)
        return time.perf_counter() - started, value

    def _warm_up(self) -> None:
        """Every thread has its connection to Redis, as a server's threads have."""
        from electricityshop.caching import connection  # noqa: PLC0415  # needs the settings

        together = threading.Barrier(self._count)

        def connect() -> None:
            together.wait()
            connection.recall("nothing")

        for one in [self._pool.submit(connect) for _ in range(self._count)]:
            one.result()
