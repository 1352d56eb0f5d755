"""Maps that make no sense are refused before the first row, with the line to look at."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Attribute, Product
from tests.catalog.importing.conftest import SIMPLE_CSV, SIMPLE_MAP, Importer

pytestmark = pytest.mark.django_db

POWER = '\n[attributes.power]\nname = "Power"\nkind = "number"\nunit = "W"\ncolumn = "stock"\n'


@pytest.mark.parametrize(
    ("map_text", "told"),
    [
        ("fields = [", "is not TOML"),
        (
            SIMPLE_MAP.replace('name = "title"', 'nam = "title"'),
            "line 6 [fields.nam]: 'nam' is not known here; did you mean 'name'?",
        ),
        (
            SIMPLE_MAP.replace("cents", "pennies"),
            "line 8 [fields.price.transform]: 'pennies' is not a transform",
        ),
        (SIMPLE_MAP.replace('sku = "sku"\n', ""), "[fields.sku]: say what a product is recognised by"),
        (SIMPLE_MAP.replace(', transform = "cents"', ""), "[fields.price]: say what the feed's prices are"),
        (SIMPLE_MAP.split("[category]")[0], "[category]: say which column is the category"),
        (SIMPLE_MAP + '[attributes.colour]\ncolumn = "brand"\n', "[attributes.colour]: unknown attribute"),
        (SIMPLE_MAP + POWER + 'from = "A"\n', "[attributes.power.from]: A is a unit of current, W of power"),
        (SIMPLE_MAP + POWER + 'from = "VA"\n', "VA is a unit of apparent power, W of power"),
        (SIMPLE_MAP + POWER + 'from = "horses"\n', "the unit 'horses' is not known"),
        (SIMPLE_MAP + POWER + 'transform = { lookup = "x" }\n', "there is no [lookups.x]"),
        (SIMPLE_MAP + POWER + 'transform = { item = "x" }\n', "item: 'x' does not fit item"),
        (SIMPLE_MAP + POWER.replace("number", "figure"), "kind is one of number, choice, boolean, text"),
        (f'encoding = "utf-16"\n{SIMPLE_MAP}', "utf-16 is not supported"),
        (f'encoding = "klingon"\n{SIMPLE_MAP}', "there is no encoding 'klingon'"),
        (SIMPLE_MAP + '[csv]\ndelimiter = ";;"\n', "[csv.delimiter]: one character is wanted"),
        (SIMPLE_MAP + '[identity]\ncolumns = "sku"\n', "a list of columns is wanted"),
        (SIMPLE_MAP + '[categories.Lamps]\ndrawing = "lamp"\npath = "x"\n', "[categories.Lamps.path]"),
        (SIMPLE_MAP + '[tax_classes.standard]\nrate = "19 %"\n', "basis points"),
    ],
)
def test_a_bad_map(run_import: Importer, map_text: str, told: str) -> None:
    outcome = run_import(SIMPLE_CSV, map_text)

    assert told in outcome.failure
    assert not Product.objects.exists()


def test_the_shop_keeps_its_own_unit(run_import: Importer) -> None:
    Attribute.objects.create(code="power", name="Power", kind="number", unit="kW")

    refused = run_import(SIMPLE_CSV, SIMPLE_MAP + POWER)
    assert "the shop keeps this attribute in 'kW': write unit = 'kW' and from = 'W'" in refused.failure

    taken = run_import(SIMPLE_CSV, SIMPLE_MAP + POWER.replace('unit = "W"', 'unit = "kW"\nfrom = "W"'))
    assert taken.report["created"] == 3
    assert Product.objects.get(variants__sku="L-1").specification == {"power": 0.04}


def test_a_missing_map(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"the map .*nowhere\.toml cannot be opened"):
        call_command("import_catalog", str(tmp_path / "feed.csv"), map=tmp_path / "nowhere.toml")
