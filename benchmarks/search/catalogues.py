"""The two catalogues that searches are judged in, each in a shop of its own."""

import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FEEDS = PROJECT.parent / "shared" / "data"

CATALOGUES = ("demo", "feeds")
_IMPORTED = {
    "pc-parts": "pc-parts-2024-05-14.jsonl.gz",
    "phones-and-accessories": "phones-and-accessories.jsonl.gz",
}


def can_load(catalogue: str, feeds: Path = FEEDS) -> bool:
    """Whether what it is loaded from is there."""
    return catalogue == "demo" or all((feeds / feed).exists() for feed in _IMPORTED.values())


def load(catalogue: str, feeds: Path = FEEDS) -> None:
    """Into the empty shop in use; `feeds` is the directory that holds them."""
    manage = [sys.executable, str(PROJECT / "manage.py")]
    if catalogue == "demo":
        subprocess.run([*manage, "load_demo_catalog"], check=True, stdout=subprocess.DEVNULL)
        return
    with tempfile.TemporaryDirectory() as directory:
        rejected = f"--errors={directory}/rejected.csv"
        for name, feed in _IMPORTED.items():
            command = [*manage, "import_catalog", str(feeds / feed), f"--map={name}", rejected]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
