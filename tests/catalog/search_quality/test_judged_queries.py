"""The committed judgements are what the written needs say, for the catalogue as it is."""

from collections import Counter

import pytest
from django.core.management import call_command

from benchmarks.search.catalogues import CATALOGUES
from benchmarks.search.judging import judgements, written
from benchmarks.search.needs import HERE, KINDS, BadNeed, needs

UPDATE = "run python -m benchmarks.search.judging demo"


@pytest.mark.django_db
def test_the_demos_judgements_are_up_to_date(capsys):
    call_command("load_demo_catalog")

    assert list(judgements("demo")) == written(HERE / "demo.csv"), UPDATE


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_the_file_asks_what_the_needs_ask(catalogue):
    asked = {query: kind for need in needs(catalogue) for query, kind in need.queries.items()}

    assert {query: kind for query, _, _, kind in written(HERE / f"{catalogue}.csv")} == asked


def test_all_kinds_are_asked_often_enough():
    kinds = Counter(kind for name in CATALOGUES for need in needs(name) for kind in need.queries.values())

    assert set(kinds) == set(KINDS)
    assert kinds.total() >= 150
    assert kinds["misspelt"] >= 40
    assert kinds["units"] >= 40


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('exactly = "true"', "no condition, no query, or something else"),
        ('plain = ["lamp"]', "no condition, no query, or something else"),
        ('exactly = "true"\nplain = ["lamp"]\nmispelt = ["lapm"]', "or something else"),
        (
            'exactly = "true"\nplain = ["lamp"]\n[[need]]\nexactly = "true"\nform = ["lamp"]',
            "stands in two needs",
        ),
    ],
)
def test_a_bad_need_is_named(tmp_path, monkeypatch, table, message):
    (tmp_path / "needs" / "demo").mkdir(parents=True)
    (tmp_path / "needs" / "demo" / "lamps.toml").write_text(f"[[need]]\n{table}\n")
    monkeypatch.setattr("benchmarks.search.needs.HERE", tmp_path)

    with pytest.raises(BadNeed, match=message) as caught:
        list(needs("demo"))

    assert "lamps.toml" in str(caught.value)
