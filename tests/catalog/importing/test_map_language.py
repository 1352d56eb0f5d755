"""What a map can say: sources, conditions, transforms, categories, identity."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from catalog.adapters.feeds.identity import Identity
from catalog.adapters.feeds.map_file import read_map
from catalog.adapters.feeds.mapping import MappedRow, Mapper
from catalog.adapters.feeds.transforms import Setting, transform
from catalog.adapters.feeds.values import BadValue

BASE = """
[fields]
sku = "sku"
name = "name"
[category]
path = ["All"]
"""


def mapped(tmp_path: Path, map_text: str, **values: Any) -> MappedRow:
    path = tmp_path / "map.toml"
    path.write_text(map_text)
    return Mapper(read_map(path, {}, "EUR"), frozenset({"standard", "reduced"})).map(
        {"sku": "S", "name": "N", **values}
    )


def specification(tmp_path: Path, attribute: str, **values: Any) -> Any:
    row = mapped(tmp_path, f"{BASE}[attributes.it]\n{attribute}", **values)
    return row.faults or (row.record.specification.get("it") if row.record else None)


@pytest.mark.parametrize(
    ("written", "said", "expected"),
    [
        ("cents", Decimal("29.95"), 2995),
        ("cents", "1,029.95", 102_995),
        ("cents", 30, 3000),
        ("cents", Decimal("0.005"), 1),
        ("html_entities", "f&#402;/1.8 &amp; more", "fƒ/1.8 & more"),
        ("html_text", "<p>One<br>two &lt;3</p>", "One two <3"),
        ({"split": "/"}, "16/8 / 4", ["16", "8", "4"]),
        ([{"split": "/"}, {"item": -1}], "16/8/4", "4"),
        ({"item": 1}, [0, Decimal("61.3")], Decimal("61.3")),
        ({"item": 5}, [1], None),
        ({"item": 0}, "single", "single"),
        ({"join": " + "}, ["a", "b"], "a + b"),
        ({"constant": "x"}, "whatever", "x"),
        ({"lookup": "colours"}, "Black", "noir"),
        ({"lookup": "colours", "default": "?"}, "Pink", "?"),
        ({"lookup": "colours", "keep": True}, "Pink", "Pink"),
        ({"replace": ["€", ""]}, "€ 5", "5"),
        ({"match": r"(\d+) GB"}, "Phone 16 GB", "16"),
        ({"match": r"(\d+) TB"}, "Phone 16 GB", None),
        ({"truncate": 10}, "one two three", "one two…"),
        ({"scale": Decimal("0.001")}, "1500", Decimal("1.500")),
        ({"unit": "kg", "to": "g"}, "1.5", 1500),
        ({"unit": "kg", "to": "g"}, "250 g", 250),
        (["upper", {"replace": ["A", "B"]}], "aa", "BB"),
        ("boolean", "Yes", True),
    ],
)
def test_transforms(written: Any, said: Any, expected: Any) -> None:
    assert transform(written, Setting(lookups={"colours": {"Black": "noir"}}))(said) == expected


def test_a_lookup_without_default_is_strict() -> None:
    with pytest.raises(BadValue, match="'Pink' is not in the lookup table 'colours'"):
        transform({"lookup": "colours"}, Setting(lookups={"colours": {}}))("Pink")


def test_the_first_source_with_a_value_counts(tmp_path: Path) -> None:
    base = BASE.replace(
        'name = "name"',
        'name = [{ template = "{name} {size} mm", when = { kind = ["fan", "cooler"] } }, "title", "name"]',
    )

    def named(**values: Any) -> str:
        row = mapped(tmp_path, base, **values)
        assert row.record
        return row.record.name

    assert named(kind="fan", size=120) == "N 120 mm"
    assert named(kind="fan") == "N"
    assert named(kind="case", size=120, title="T") == "T"


def test_numbers_are_converted_to_the_attributes_unit(tmp_path: Path) -> None:
    power = 'kind = "number"\nunit = "W"\nfrom = "kW"\ncolumn = "p"\n'

    assert specification(tmp_path, power, p=Decimal("0.06")) == 60
    assert specification(tmp_path, power, p="60 W") == 60
    assert specification(tmp_path, power + "decimals = 1", p=Decimal("0.0123456")) == 12.3
    assert specification(tmp_path, power, p="60 V") == ("it: V is a unit of voltage, W of power",)
    assert specification(tmp_path, power + 'on_bad = "skip"', p="60 V") is None
    assert specification(tmp_path, power, p="") is None


def test_ranges_become_two_attributes(tmp_path: Path) -> None:
    airflow = "kind = 'number'\nunit = 'm³/h'\nfrom = 'cfm'\ndecimals = 1\ncolumn = 'airflow'\n"

    assert specification(tmp_path, airflow + "transform = { item = 0 }", airflow=[0, Decimal("61.3")]) == 0
    assert (
        specification(tmp_path, airflow + "transform = { item = -1 }", airflow=[0, Decimal("61.3")]) == 104.1
    )
    assert specification(tmp_path, airflow + "transform = { item = -1 }", airflow=60) == 101.9


def test_choices(tmp_path: Path) -> None:
    colour = 'kind = "choice"\ncolumn = "c"\n'

    assert specification(tmp_path, colour, c="Black / White") == "black-white"
    assert specification(tmp_path, colour, c="M.2-2280") == "m-2-2280"
    assert specification(tmp_path, colour + 'choices = ["Red"]', c="Blue") == (
        "it: 'Blue' is not one of Red",
    )


def test_booleans_and_texts(tmp_path: Path) -> None:
    assert specification(tmp_path, 'kind = "boolean"\ncolumn = "b"', b="no") is False
    assert specification(tmp_path, 'kind = "boolean"\ncolumn = "b"', b="maybe") == (
        "it: 'maybe' is neither yes nor no",
    )
    assert specification(tmp_path, 'kind = "text"\ncolumn = "b"', b=[1, "x"]) == "1, x"


def test_categories_by_table_and_by_name(tmp_path: Path) -> None:
    base = BASE.replace(
        'path = ["All"]',
        'column = "c"\nunder = ["Parts"]\n[categories.gpu]\npath = ["Components", "Graphics cards"]\ndrawing = "gpu"\n',
    )

    def path(said: Any, extra: str = "") -> Any:
        row = mapped(tmp_path, base.replace('column = "c"', f'column = "c"\n{extra}'), c=said)
        return row.faults or (row.record and row.record.category)

    assert path("gpu") == ("parts", "components", "graphics-cards")
    assert path("Cases > Tall") == ("parts", "cases", "tall")
    assert path(["Cases", "Tall"]) == ("parts", "cases", "tall")
    assert path("") == ("category: no category",)
    assert path("Cases", 'unknown = "reject"') == ("category: 'Cases' is not in [categories]",)
    assert path("电缆")[1].startswith("c-")


def test_identity_survives_a_new_price_and_another_spelling() -> None:
    identity = Identity(("category", "name", "size"), "PC")

    sku = identity.sku({"category": "fan", "name": "Silent  Wings", "size": 120, "price": 1})

    assert sku == identity.sku(
        {"category": "Fan", "name": "silent wings", "size": Decimal("120.0"), "price": 2}
    )
    assert sku != identity.sku({"category": "fan", "name": "Silent Wings", "size": 140})
    assert len(sku) == 14
    with pytest.raises(BadValue):
        identity.sku({"price": 1})


def test_weight_and_tax_class(tmp_path: Path) -> None:
    base = BASE.replace(
        "[category]", 'weight = { column = "kg", unit = "kg" }\ntax_class = "tax"\n[category]'
    )

    row = mapped(tmp_path, base, kg="0.0125", tax="reduced")
    assert row.record
    assert (row.record.variants[0].weight, row.record.tax_class) == (13, "reduced")
    assert mapped(tmp_path, base, tax="luxury").faults == (
        "tax_class: 'luxury' is not one of reduced, standard",
    )
