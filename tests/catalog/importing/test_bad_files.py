"""Feeds that are broken: a clear message with the line, never a traceback, and only the good rows go in."""

import json

import pytest

from catalog.adapters.feeds import field_values, importing
from catalog.models import Product
from tests.catalog.importing.conftest import SIMPLE_CSV, SIMPLE_MAP, Importer, zipped

pytestmark = pytest.mark.django_db

ROWS = [{"sku": f"S{n}", "title": f"Lamp {n}", "price": 1, "category": "Lamps"} for n in range(4)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (None, "feed.csv", "cannot be opened: No such file or directory"),
        (b"", "feed.csv", "is empty"),
        ("sku,title,brand,price,category,description,stock\n", "feed.csv", "has no rows"),
        ("a;b;c\n1;2;3\n", "feed.csv", "has no column 'sku'"),
        (SIMPLE_CSV.encode("utf-16"), "feed.csv", "UTF-16"),
        ("{}", "feed.json", "no array here"),
        ('{"sku": ', "feed.json", "no array here"),
        ("[]", "feed.json", "has no rows"),
        (LINES, "feed.dat", "does not say what it is"),
        (b"\x1f\x8b not gzip", "feed.csv.gz", "damaged"),
        (zipped(SIMPLE_CSV)[:12], "feed.csv.gz", "ends in the middle"),
    ],
)
def test_a_file_of_no_use(run_import: Importer, content: str | bytes | None, name: str, told: str) -> None:
    outcome = run_import(content, name=name)

    assert told in outcome.failure
    assert not Product.objects.exists()


def test_bad_lines_are_told_and_the_others_go_in(run_import: Importer) -> None:
    bad = "not json\n[1]\n\n" + '{"sku": NaN}\n' + "[" * 20_000 + "\n"

    outcome = run_import(bad + LINES, name="feed.jsonl")

    assert outcome.counts("rows", "created", "rejected") == (8, 4, 4)
    assert [line for line, _ in outcome.rejected] == [1, 2, 4, 5]
    assert outcome.rejected[0][1] == "not JSON: Expecting value at character 1"


def test_a_line_that_is_not_utf8_costs_that_line(run_import: Importer) -> None:
    lines = SIMPLE_CSV.encode().replace(b"LED lamp 11 W", "Glühlampe".encode("cp1252"))

    outcome = run_import(lines)

    assert outcome.counts("created", "rejected") == (2, 1)
    assert outcome.rejected[0][0] == 3
    assert "not utf-8: byte 0xFC" in outcome.rejected[0][1]
    assert run_import(lines, f'encoding = "cp1252"\n{SIMPLE_MAP}').counts("rejected", "created") == (0, 1)


def test_a_byte_order_mark_is_no_part_of_the_header(run_import: Importer) -> None:
    assert run_import(b"\xef\xbb\xbf" + SIMPLE_CSV.encode()).report["created"] == 3


def test_a_huge_line_is_rejected_and_not_kept(run_import: Importer) -> None:
    huge = json.dumps({"sku": "H", "title": "x" * 3_000_000}) + "\n"

    outcome = run_import(huge + LINES, name="feed.jsonl")

    assert outcome.rejected == [(1, "the line is longer than 1,048,576 bytes")]
    assert outcome.report["created"] == 4


def test_a_quote_that_is_never_closed_costs_its_line(run_import: Importer) -> None:
    broken = SIMPLE_CSV.replace("Bright", '"Bright')

    outcome = run_import(broken)

    assert outcome.counts("rows", "created", "rejected") == (3, 2, 1)
    assert outcome.rejected == [(3, "a quote is opened here and never closed")]


def test_a_row_with_too_few_values(run_import: Importer) -> None:
    outcome = run_import(SIMPLE_CSV + "X,only two\n")

    assert outcome.rejected == [(5, "2 values for 7 columns")]


def test_a_truncated_file_withdraws_nothing(run_import: Importer) -> None:
    run_import(LINES, name="feed.jsonl")

    outcome = run_import(LINES[: LINES.index("Lamp 2")], name="feed.jsonl")

    assert outcome.counts("unchanged", "rejected", "withdrawn") == (2, 1, 0)
    assert outcome.report["problems"][-1] == "nothing was withdrawn, because the file ends early"
    assert Product.objects.filter(is_published=True).count() == 4


def test_a_truncated_gzip_gives_its_good_rows(run_import: Importer) -> None:
    many = "".join(
        json.dumps(ROWS[0] | {"sku": f"S{n}", "noise": str(hash(n) ** 3)}) + "\n" for n in range(3000)
    )
    whole = zipped(many)

    outcome = run_import(whole[: len(whole) // 2], name="feed.jsonl.gz")

    assert 0 < outcome.report["created"] < 3000
    assert "gzip file ends in the middle" in outcome.report["problems"][0]
    assert outcome.report["withdrawn"] == 0


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("", "ends before its array does"),
        (', {"sku": "Z"', "ends in the middle of a row"),
        (', {"sku": }]', "not JSON"),
        (" nonsense", "a comma or ] was expected"),
    ],
)
def test_a_broken_array_gives_what_came_before(run_import: Importer, tail: str, told: str) -> None:
    outcome = run_import(json.dumps(ROWS)[:-1] + tail, name="feed.json")

    assert outcome.report["created"] == 4
    assert told in " ".join(outcome.report["problems"])
    assert outcome.report["withdrawn"] == 0


def test_text_the_database_cannot_hold(run_import: Importer) -> None:
    bad = [{**ROWS[0], "title": "a\x00b"}, {**ROWS[1], "title": "\ud800"}, {**ROWS[2], "title": "x" * 201}]

    outcome = run_import("\n".join(json.dumps(row) for row in [*bad, ROWS[3]]), name="feed.jsonl")

    assert outcome.rejected == [
        (1, "name: contains the control character U+0000"),
        (2, "name: contains half of a Unicode surrogate pair"),
        (3, "name: 201 characters long, 200 is the most (transform { truncate = 200 })"),
    ]
    assert outcome.report["created"] == 1


def test_a_row_only_the_database_refuses_is_found(
    run_import: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that gets past every check of the import costs its row, and not the batch around it."""
    monkeypatch.setattr(field_values, "_text", lambda longest: str)
    rows = [{**row, "title": "x" * 250 if row["sku"] == "S2" else row["title"]} for row in ROWS]

    outcome = run_import("\n".join(map(json.dumps, rows)), name="feed.jsonl")

    assert outcome.counts("rows", "created", "rejected") == (4, 3, 1)
    assert outcome.rejected[0][0] == 3
    assert "the database refuses it: value too long" in outcome.rejected[0][1]
    assert importing.BATCH > 4


@pytest.mark.parametrize("price", ["-1", "1e12", "free", "1.2.3"])
def test_prices_that_are_none(run_import: Importer, price: str) -> None:
    outcome = run_import(SIMPLE_CSV.replace("4.95", price))

    assert outcome.counts("created", "rejected") == (2, 1)
    assert outcome.rejected[0][1].startswith("price: ")
