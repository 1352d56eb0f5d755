"""A shop of a stated size, built with the scale tools; kept in a directory where `SCALE_SHOPS` names one."""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from benchmarks.fresh_database import database_in
from electricityshop.embedded.environment import ROOT

_FACTS = "built.json"
_STATED = (
    "server_version", "shared_buffers", "work_mem", "maintenance_work_mem", "effective_cache_size", "random_page_cost",
    "jit", "fsync", "synchronous_commit", "max_wal_size", "max_parallel_workers_per_gather", "effective_io_concurrency",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """`products` are generated ones, beside those of the demo."""

    name: str
    products: int
    orders: int


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds of the two generators, and the most memory that either of them had."""

    catalog_seconds: float
    orders_seconds: float
    peak_memory_mb: int


@dataclass(frozen=True, slots=True)
class Facts:
    products: int
    variants: int
    order_lines: int
    customers: int
    disk_gb: float
    """Of the database, without the write-ahead log."""
    settings: dict[str, str]


@contextmanager
def shop(size: Size) -> Iterator[Built]:
    """The shop in this process's environment while the block lasts; what was begun before is continued."""
    kept = os.environ.get("SCALE_SHOPS")
    with tempfile.TemporaryDirectory(prefix="eshop-scale-") as temporary:
        directory = (Path(kept) / f"{size.name}-{size.products}-{size.orders}") if kept else Path(temporary)
        directory.mkdir(parents=True, exist_ok=True)
        with database_in(directory):
            yield _built(size, directory / _FACTS)


def _built(size: Size, file: Path) -> Built:
    if file.exists():
        return Built(**json.loads(file.read_text()))
    for command in ("load_demo_catalog", "load_demo_shop"):
        _manage(command)
    catalog = _manage(
        "generate_catalog", "--products", str(size.products), "--processes", "2", "--indexes-last"
    )
    orders = _manage("generate_orders", "--orders", str(size.orders), "--until", _day())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    built = Built(catalog, orders, peak)
    file.write_text(json.dumps(asdict(built)))
    return built


def _day() -> str:
    """The same for a shop that is continued tomorrow."""
    file = Path(os.environ["VAR_DIR"]) / "until"
    if not file.exists():
        file.write_text(time.strftime("%Y-%m-%d"))
    return file.read_text()


def _manage(*arguments: str) -> float:
    """Seconds. What the command tells of its progress goes to standard error."""
    started = time.monotonic()
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    return time.monotonic() - started


def facts() -> Facts:
    """Of the shop in use; counts as of the last ANALYZE."""
    with psycopg.connect(re.sub("^postgres:", "postgresql:", os.environ["DATABASE_URL"])) as connection:
        counts = [
            int(row[0])
            for table in ("catalog_product", "catalog_variant", "orders_orderline", "accounts_user")
            for row in connection.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        ]
        [[size]] = connection.execute("SELECT pg_database_size(current_database())").fetchall()
        chosen = connection.execute(
            "SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)", [list(_STATED)]
        )
        products, variants, lines, customers = counts
        return Facts(products, variants, lines, customers, round(size / 2**30, 2), dict(chosen.fetchall()))
