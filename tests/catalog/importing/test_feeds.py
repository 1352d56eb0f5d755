"""The two real feeds, where they are present: nothing lost, nothing twice, and never much memory."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from catalog.adapters.feeds.json_array import json_array
from catalog.adapters.feeds.lines import opened
from catalog.models import Product

FEEDS = settings.BASE_DIR.parent / "shared" / "data"
needs_feeds = pytest.mark.skipif(not FEEDS.exists(), reason="the feeds in ../shared/data are not here")

COUNTS = ("rows", "created", "updated", "unchanged", "rejected", "withdrawn")


def imported(feed: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    call_command(
        "import_catalog", str(FEEDS / feed), map=Path(name), errors=tmp_path / "rejected.csv", json=True
    )
    report = json.loads(capsys.readouterr().out)
    return {name: report[name] for name in (*COUNTS, "same_product")}


@needs_feeds
@pytest.mark.django_db
def test_computer_parts_and_a_year_later(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = "pc-parts-2024-05-14.jsonl.gz", "pc-parts-2025-07-23.jsonl.gz"

    first = imported(old, "pc-parts", tmp_path, capsys)
    assert tuple(first.values()) == (16_409, 15_896, 0, 0, 513, 0, 513)
    second = imported(old, "pc-parts", tmp_path, capsys)
    assert tuple(second.values()) == (16_409, 0, 0, 15_896, 513, 0, 513)
    later = imported(new, "pc-parts", tmp_path, capsys)
    assert tuple(later.values()) == (16_154, 4_636, 9_796, 1_240, 482, 4_860, 482)

    fan = Product.objects.get(name="Lian Li Uni Fan SL-Infinity 3-Pack, Black")
    assert fan.price == 8999
    assert fan.category.path == "computer-parts/cooling/case-fans"
    assert fan.specification == {
        "colour": "black", "fan_size": 120, "airflow": 104.1, "sound_level": 29, "pwm": True,
    }  # fmt: skip


@needs_feeds
@pytest.mark.django_db
def test_phones_and_accessories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = imported("phones-and-accessories.jsonl.gz", "phones-and-accessories", tmp_path, capsys)
    second = imported("phones-and-accessories.jsonl.gz", "phones-and-accessories", tmp_path, capsys)

    assert tuple(first.values()) == (3_291, 3_291, 0, 0, 0, 0, 0)
    assert tuple(second.values()) == (3_291, 0, 0, 3_291, 0, 0, 0)
    assert not Product.objects.filter(description__contains="&#").exists()


_MEASURE = """
import resource, sys
from pathlib import Path
from catalog.adapters.feeds.json_array import json_array
from catalog.adapters.feeds.lines import opened
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with opened(Path(sys.argv[1])) as feed:
    count = sum(1 for row in json_array(feed, "utf-8", ""))
print(count, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_large_array_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.json.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        file.write("[")
        for number in range(100_000):
            file.write(("," if number else "") + json.dumps({"sku": number, "text": "x" * 500}) + "\n")
        file.write("]")

    measured = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
    )

    count, megabytes = map(int, measured.stdout.split())
    assert count == 100_000
    assert megabytes < 10


def test_lines_of_an_array_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "array.json"
    path.write_text('[\n  {"a": 1},\n\n  {"a":\n 2},\n  7, 12\n]')

    with opened(path) as feed:
        assert [row.line for row in json_array(feed, "utf-8", "")] == [2, 4, 6, 6]
