"""An empty, migrated shop of its own for a proof, in this process's environment while the block lasts."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from electricityshop.embedded.demo import create_database
from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.servers import servers

SETTINGS = {"DJANGO_SETTINGS_MODULE": "electricityshop.settings.test", "LOG_LEVEL": "ERROR"}


@contextmanager
def fresh_database() -> Iterator[None]:
    """Embedded servers as durable as the demo's; child processes inherit where they are."""
    with tempfile.TemporaryDirectory(prefix="eshop-prove-") as directory, database_in(Path(directory)):
        yield


@contextmanager
def database_in(directory: Path) -> Iterator[None]:
    """As `fresh_database`, with its data in a directory that stays: what is there already is brought up to date."""
    before = dict(os.environ)
    for name in ("DATABASE_URL", "REDIS_URL", "QUEUE_REDIS_URL"):
        os.environ.pop(name, None)
    try:
        with servers(directory) as embedded:
            os.environ.update(embedded.environment() | SETTINGS | {"VAR_DIR": str(directory)})
            create_database(embedded.database_url)
            subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, check=True)
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)
