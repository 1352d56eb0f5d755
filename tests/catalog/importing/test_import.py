"""`import_catalog` from end to end, on small samples."""

import json

import pytest
from django.db.models import Sum

from catalog.models import Brand, Category, Product, StockItem, StockMovement, Variant
from electricityshop.caching import connection
from tests.catalog.importing.conftest import SIMPLE_CSV, SIMPLE_MAP, Importer, zipped

pytestmark = pytest.mark.django_db

COUNTS = ("rows", "created", "updated", "unchanged", "rejected", "withdrawn")


def test_a_simple_csv_becomes_products(run_import: Importer) -> None:
    outcome = run_import(SIMPLE_CSV)

    assert outcome.failure == ""
    assert outcome.counts(*COUNTS) == (3, 3, 0, 0, 0, 0)
    lamp = Product.objects.get(variants__sku="L-1")
    assert (lamp.name, lamp.slug, lamp.price, lamp.price_to) == ("LED lamp 8 W", "led-lamp-8-w", 495, 495)
    assert (lamp.description, lamp.source) == ("Warm, white", "sample")
    assert lamp.brand == Brand.objects.get(name="Lumora")
    assert lamp.category.path == "lighting/lamps"
    assert set(Category.objects.values_list("path", flat=True)) == {"lighting", "lighting/lamps", "cable"}


def test_a_product_without_a_price_is_not_for_sale(run_import: Importer) -> None:
    outcome = run_import(SIMPLE_CSV)

    cable = Product.objects.get(variants__sku="C-1")
    assert cable.variants.get().price is None
    assert (cable.price, cable.price_to) == (None, None)
    assert outcome.report["not_for_sale"] == 1


def test_opening_stock_is_in_the_ledger_once(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)
    run_import(SIMPLE_CSV.replace(",40\n", ",90\n").replace("4.95", "5.95"))

    assert dict(StockItem.objects.values_list("variant__sku", "on_hand")) == {"L-1": 40, "L-2": 0, "C-1": 100}
    totals = StockMovement.objects.values_list("variant__sku").annotate(sum=Sum("on_hand_change"))
    assert dict(totals) == {"L-1": 40, "C-1": 100}
    assert set(StockMovement.objects.values_list("kind", "actor")) == {("opening", "import:sample")}


def test_the_second_run_changes_nothing(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)
    before = list(Product.objects.order_by("pk").values())

    outcome = run_import(SIMPLE_CSV)

    assert outcome.counts(*COUNTS) == (3, 0, 0, 3, 0, 0)
    assert list(Product.objects.order_by("pk").values()) == before


def test_a_new_price_is_an_update_and_the_address_stays(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)

    outcome = run_import(SIMPLE_CSV.replace("4.95", "5.49").replace("LED lamp 8 W", "LED lamp 8 W new"))

    assert outcome.counts(*COUNTS) == (3, 0, 1, 2, 0, 0)
    lamp = Product.objects.get(variants__sku="L-1")
    assert (lamp.name, lamp.slug, lamp.price) == ("LED lamp 8 W new", "led-lamp-8-w", 549)


def test_what_the_file_no_longer_has_is_withdrawn_and_comes_back(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)
    shorter = "".join(line for line in SIMPLE_CSV.splitlines(keepends=True) if not line.startswith("L-2"))

    gone = run_import(shorter)
    assert gone.counts(*COUNTS) == (2, 0, 0, 2, 0, 1)
    assert not Product.objects.get(variants__sku="L-2").is_published
    assert run_import(shorter).report["withdrawn"] == 0

    back = run_import(SIMPLE_CSV)
    assert back.counts(*COUNTS) == (3, 0, 1, 2, 0, 0)
    assert Product.objects.get(variants__sku="L-2").is_published


def test_what_staff_took_off_the_shop_stays_off(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)
    Product.objects.filter(variants__sku="L-1").update(is_published=False)

    run_import(SIMPLE_CSV.replace("4.95", "5.49"))

    lamp = Product.objects.get(variants__sku="L-1")
    assert (lamp.price, lamp.is_published) == (549, False)


def test_keep_missing_withdraws_nothing(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)

    outcome = run_import("\n".join(SIMPLE_CSV.splitlines()[:2]) + "\n", keep_missing=True)

    assert outcome.report["withdrawn"] == 0
    assert Product.objects.filter(is_published=True).count() == 3


def test_nothing_is_withdrawn_when_most_rows_were_bad(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)

    outcome = run_import(
        SIMPLE_CSV.replace("6.95", "much").replace("100\n", "lots\n").replace("L-1,", "L-9,")
    )

    assert outcome.counts("created", "rejected", "withdrawn") == (1, 2, 0)
    assert "more than half" in outcome.report["problems"][0]


def test_a_rejected_row_does_not_withdraw_its_product(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)

    outcome = run_import(SIMPLE_CSV.replace("6.95", "much"))

    assert outcome.counts("rejected", "withdrawn") == (1, 0)
    assert Product.objects.get(variants__sku="L-2").is_published


def test_a_dry_run_reports_and_writes_nothing(run_import: Importer) -> None:
    outcome = run_import(SIMPLE_CSV, dry_run=True)

    assert outcome.counts(*COUNTS) == (3, 3, 0, 0, 0, 0)
    assert not Product.objects.exists()
    assert not Category.objects.exists()


def test_a_sku_twice_is_the_same_product(run_import: Importer) -> None:
    outcome = run_import(SIMPLE_CSV + "L-1,Another,Lumora,1.00,Lighting,,1\n")

    assert outcome.counts("rows", "created", "rejected", "same_product") == (4, 3, 1, 1)
    assert outcome.rejected == [(5, "same product as line 2 (SKU L-1)")]


def test_the_good_row_of_a_product_counts_when_an_earlier_one_was_bad(run_import: Importer) -> None:
    outcome = run_import(SIMPLE_CSV.replace("4.95", "-1") + "L-1,LED lamp,Lumora,1.00,Lighting,,1\n")

    assert outcome.counts("rows", "created", "rejected", "same_product") == (4, 3, 1, 0)
    assert Variant.objects.get(sku="L-1").price == 100


def test_every_fault_of_a_row_is_told_with_its_line(run_import: Importer) -> None:
    outcome = run_import(SIMPLE_CSV.replace("L-2,LED lamp 11 W,Lumora,6.95", "L-2,,Lumora,cheap"))

    assert outcome.rejected == [(3, "price: 'cheap' is not a number; name: empty")]
    assert outcome.counts("created", "rejected") == (2, 1)


def test_products_of_the_same_name_have_addresses_of_their_own(run_import: Importer) -> None:
    run_import(SIMPLE_CSV.replace("LED lamp 11 W", "LED lamp 8 W"))

    assert set(Product.objects.filter(variants__sku__startswith="L").values_list("slug", flat=True)) == {
        "led-lamp-8-w",
        "led-lamp-8-w-l-2",
    }


def test_a_product_of_another_import_is_not_taken_over(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)
    other = SIMPLE_MAP.replace('"sample"', '"other"')

    refused = run_import(SIMPLE_CSV.replace("4.95", "1.00"), other)
    assert refused.failure == "nothing could be imported: all 3 rows were rejected"
    assert "product of the import 'sample'" in refused.rejected[0][1]

    adopted = run_import(SIMPLE_CSV, f"adopt = true\n{other}")
    assert adopted.counts("updated", "rejected") == (3, 0)
    assert set(Product.objects.values_list("source", flat=True)) == {"other"}


def test_an_ean_belongs_to_one_sku(run_import: Importer) -> None:
    with_ean = SIMPLE_MAP.replace("[category]", 'ean = "description"\n[category]').replace(
        'description = "description"\n', ""
    )

    outcome = run_import(
        "sku,title,brand,price,category,description,stock\nA,A,B,1,C,4006381333931,1\nB,B,B,1,C,4006381333931,1\n"
        "C,C,B,1,C,4006381333932,1\n",
        with_ean,
    )

    assert outcome.rejected == [
        (4, "ean: 4006381333932 is not an EAN: its check digit is wrong"),
        (3, "EAN 4006381333931 is that of SKU A"),
    ]


def test_gzip_and_other_punctuation(run_import: Importer) -> None:
    german = SIMPLE_CSV.replace('"Warm, white"', "Warm").replace(",", ";").replace("4.95", "1.234,95")

    outcome = run_import(
        zipped(german), f'decimal = ","\n{SIMPLE_MAP}\n[csv]\ndelimiter = ";"', name="feed.csv.gz"
    )

    assert outcome.counts("created", "rejected") == (
        2,
        1,
    )  # 6.95 is no number where the comma is the decimal mark
    assert Variant.objects.get(sku="L-1").price == 123_495


@pytest.mark.parametrize("form", ["jsonl", "json", "path"])
def test_json_in_its_three_forms(run_import: Importer, form: str) -> None:
    rows = [
        {"sku": "A", "title": "Ä", "price": 29.95, "category": "X", "specs": {"power": "0.06 kW"}},
        {"sku": "B", "title": "B", "price": None, "category": ["X", "Y"], "specs": {}},
    ]
    written = {
        "jsonl": "\n".join(json.dumps(row) for row in rows),
        "json": json.dumps(rows, indent=2),
        "path": json.dumps({"meta": {"n": [1, 2]}, "catalog": {"x": 1, "products": rows}, "end": 1}),
    }[form]
    extra = '[attributes.power]\nname = "Power"\nkind = "number"\nunit = "W"\ncolumn = "specs.power"\n' + (
        '[json]\npath = "catalog.products"\n' if form == "path" else ""
    )

    outcome = run_import(written, SIMPLE_MAP + extra, name="feed.jsonl" if form == "jsonl" else "feed.json")

    assert outcome.counts("rows", "created", "not_for_sale") == (2, 2, 1)
    lamp = Product.objects.get(variants__sku="A")
    assert (lamp.name, lamp.price, lamp.specification) == ("Ä", 2995, {"power": 60})
    assert Product.objects.get(variants__sku="B").category.path == "x/y"


@pytest.mark.django_db(transaction=True)
def test_cached_answers_are_forgotten_when_something_changed(run_import: Importer) -> None:
    run_import(SIMPLE_CSV)
    before = touched()

    run_import(SIMPLE_CSV)
    unchanged = touched()
    run_import(SIMPLE_CSV.replace("4.95", "5.95"))
    changed = touched()
    run_import("\n".join(SIMPLE_CSV.replace("4.95", "5.95").splitlines()[:3]))
    withdrawn = touched()

    assert before == unchanged
    assert unchanged != changed
    assert changed != withdrawn


def touched() -> object:
    """Changes whenever something was forgotten."""
    return connection.note()
