"""`evaluate_search`: the shop's own search, measured."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import VariantFactory, listed, product_with_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    """Two lamps, the first of them more popular and with a second SKU, and a product that is withdrawn."""
    bright = product_with_variant(sku="BRIGHT-1", name="Lamp bright", popularity=9, brand=None)
    VariantFactory.create(product=bright, sku="BRIGHT-2")
    listed(bright)
    product_with_variant(sku="DIM", name="Lamp dim", popularity=1, brand=None)
    product_with_variant(sku="GONE", name="Lamp gone", is_published=False)


def written(tmp_path, *lines, header="query,sku,grade,kind"):
    path = tmp_path / "judgements.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return str(path)


def test_figures_of_each_kind_and_of_all(shop, tmp_path, capsys):
    path = written(
        tmp_path, "lamp,BRIGHT-2,3,plain", "lamp,DIM,2,plain", "qqzz,DIM,3,misspelt", "dim,DIM,3,plain"
    )

    call_command("evaluate_search", path, json=True)

    figures = json.loads(capsys.readouterr().out)
    perfect = {"queries": 2, "ndcg": 1, "reciprocal_rank": 1, "zero_results": 0}
    nothing = {"queries": 1, "ndcg": 0, "reciprocal_rank": 0, "zero_results": 1}
    assert figures.pop("kinds") == {"misspelt": nothing, "plain": perfect}
    assert figures == {
        "queries": 3,
        "ndcg": 0.6667,
        "reciprocal_rank": 0.6667,
        "zero_results": 0.3333,
        "queries_left_out": 0,
        "unknown_skus": 0,
    }


def test_the_table_for_people(shop, tmp_path, capsys):
    call_command("evaluate_search", written(tmp_path, "lamp,BRIGHT-2,3,plain"))

    table = capsys.readouterr().out.splitlines()
    assert table[0].split() == ["kind", "queries", "nDCG@10", "MRR", "no", "result"]
    assert table[1].split() == ["plain", "1", "1.000", "1.000", "0.0%"]
    assert table[2].split() == ["all", "1", "1.000", "1.000", "0.0%"]


@pytest.mark.parametrize("lines", [("lamp,BRIGHT-1,0,plain", "lamp,BRIGHT-2,3,plain")])
@pytest.mark.parametrize("in_order", [list, reversed])
def test_the_best_grade_of_a_products_skus_is_the_products(shop, tmp_path, capsys, lines, in_order):
    call_command("evaluate_search", written(tmp_path, *in_order(lines)), json=True)

    assert json.loads(capsys.readouterr().out)["ndcg"] == 1


def test_unknown_and_withdrawn_skus_are_named_and_count_for_nothing(shop, tmp_path, capsys):
    path = written(
        tmp_path, "lamp,BRIGHT-2,3,plain", "lamp,NEVER,3,plain", "lamp,GONE,3,plain", "moon,NEVER,3,plain"
    )

    call_command("evaluate_search", path)

    out, err = capsys.readouterr()
    assert "2 judged SKUs are not in this shop and count for nothing: GONE, NEVER" in err
    assert out.splitlines()[1].split() == ["plain", "1", "1.000", "1.000", "0.0%"]
    assert "1 queries left out" in out


def test_verbose_tells_what_was_found_and_missed(shop, tmp_path, capsys):
    path = written(tmp_path, "bright,DIM,2,plain", "dim,DIM,3,plain", "dim,GONE,3,plain")

    call_command("evaluate_search", path, verbose=True)

    told = capsys.readouterr().err.splitlines()
    assert told[1:] == [
        "0.000  'bright' (plain)",
        "    found  .  Lamp bright",
        "    missed 2  Lamp dim",
        "1.000  'dim' (plain)",
        "    found  3  Lamp dim",
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["lamp,BRIGHT-2,3"], "Line 2: 3 columns instead of 4."),
        (["lamp,NEVER,3,plain"], "The shop has none of the judged products"),
        ([f"{'x' * 201},BRIGHT-2,3,plain"], "Search for at most 200 characters."),
    ],
)
def test_judgements_that_cannot_be_used_are_exit_code_2(shop, tmp_path, lines, message):
    with pytest.raises(CommandError, match=message) as caught:
        call_command("evaluate_search", written(tmp_path, *lines))

    assert caught.value.returncode == 2


def test_no_such_file_is_exit_code_2(tmp_path):
    with pytest.raises(CommandError, match="No such file") as caught:
        call_command("evaluate_search", str(tmp_path / "missing.csv"))

    assert caught.value.returncode == 2
