"""Staff import a feed into the running demo with manage.py, and shoppers see it at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.client import Guest
from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.running import OWN_SERVERS, RunningDemo
from tests.catalog.importing.conftest import SIMPLE_MAP

pytestmark = pytest.mark.xdist_group("demo")

FEED = """sku,title,brand,price,category,description,stock
Q-1,Quuxlight portable lamp,Quux,19.95,Lighting > Portable,Lasts all night,7
Q-2,Quuxlight broken row,Quux,abc,Lighting > Portable,,7
"""


def test_a_stranger_s_feed_is_in_the_shop_at_once(demo: RunningDemo, tmp_path: Path) -> None:
    (tmp_path / "goods.csv").write_text(FEED)
    (tmp_path / "goods.toml").write_text(SIMPLE_MAP)
    environment = {name: value for name, value in os.environ.items() if name not in OWN_SERVERS}
    environment["VAR_DIR"] = str(demo.directory.parent)
    command = [sys.executable, "manage.py", "import_catalog", str(tmp_path / "goods.csv")]
    arguments = ["--map", str(tmp_path / "goods.toml"), "--errors", str(tmp_path / "rejected.csv")]

    done = subprocess.run(
        [*command, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "1 created, 0 updated, 0 unchanged, 1 rejected" in done.stdout
    assert "'abc' is not a number" in (tmp_path / "rejected.csv").read_text()
    [found] = Guest(demo.url).call("GET", "products?search=quuxlight")["results"]
    assert (found["sku"], found["price"], found["in_stock"]) == ("Q-1", 1_995, True)
