"""A pytest plugin, loaded before Django's settings: throw-away PostgreSQL and Redis for the whole run."""

import atexit
import os
import re
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electricityshop.settings.test")
worker = os.environ.get("PYTEST_XDIST_WORKER")

if worker is None:
    from electricityshop.embedded.servers import servers

    directory = Path(tempfile.mkdtemp(prefix="eshop-test-"))
    stack = ExitStack()
    os.environ.update(stack.enter_context(servers(directory, throw_away=True)).environment())
    os.environ["VAR_DIR"] = str(directory / "var")
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    atexit.register(stack.close)
else:
    # every worker has its own Redis databases, as pytest-django gives it its own PostgreSQL database
    number = int(worker.removeprefix("gw")) + 1
    for name in ("REDIS_URL", "QUEUE_REDIS_URL"):
        os.environ[name] = re.sub(r"\d+$", lambda found: str(int(found[0]) + 2 * number), os.environ[name])
