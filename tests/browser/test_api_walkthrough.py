"""The purchase that docs/api.md shows with curl, run as it stands there against the running demo."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from electricityshop.embedded.running import RunningDemo

pytestmark = [
    pytest.mark.xdist_group("demo"),
    pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="needs curl and bash"),
]
PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def test_the_walk_through_buys_cancels_and_asks_again(demo: RunningDemo) -> None:
    script = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL))

    done = subprocess.run(
        ["bash", "-e", "-c", script],
        env=os.environ | {"SHOP": demo.url},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "('pending', " in done.stdout
    assert " is confirmed\n" in done.stdout
    assert done.stdout.endswith("cancelled\n304\n")
