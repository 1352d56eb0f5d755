"""Where the running demo is, so that `manage.py` in another terminal works on it."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DIRECTORY = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "demo"
_FILE = DIRECTORY / "environment.json"


def publish(environment: Mapping[str, str]) -> None:
    """Write down the demo's settings, readable by their owner alone."""
    _FILE.unlink(missing_ok=True)
    _FILE.touch(mode=0o600)
    _FILE.write_text(json.dumps({"pid": os.getpid(), "environment": dict(environment)}))


def withdraw() -> None:
    """The demo stops."""
    _FILE.unlink(missing_ok=True)


def running_demo_environment(directory: Path = DIRECTORY) -> dict[str, str] | None:
    """The settings of the demo that runs on this checkout's data, or on `directory`; None when none does."""
    with suppress(OSError, ValueError):
        published = json.loads((directory / _FILE.name).read_text())
        os.kill(published["pid"], 0)
        return dict(published["environment"])
    return None
