"""What is judged bad in a plan, and what is not."""

from typing import Any

import pytest

from electricityshop.plans.capture import Captured
from electricityshop.plans.nodes import Node
from electricityshop.plans.registry import Budget
from electricityshop.plans.verdict import problems

SIZES = {"orders": 1_000_000, "categories": 100}


def node(kind: str, *below: dict[str, Any], rows: float = 1, loops: float = 1, **more: Any) -> dict[str, Any]:
    facts = {"Node Type": kind, "Actual Rows": rows, "Actual Loops": loops, "Plans": list(below)}
    return facts | {name.replace("_", " "): value for name, value in more.items()}


def judged(plan: dict[str, Any], **budget: Any) -> list[str]:
    captured = [Captured("SELECT 1", Node(plan))]
    return [each.what for each in problems(Budget(**({"statements": 1} | budget)), captured, captured, SIZES)]


def scan(kind: str = "Seq Scan", table: str = "orders", **more: Any) -> dict[str, Any]:
    return node(kind, Relation_Name=table, **more)


def test_a_large_table_is_not_read_whole() -> None:
    assert judged(scan()) == ["reads the whole table, 1,000,000 rows"]


def test_not_even_where_it_was_never_come_to() -> None:
    assert judged(node("Nested Loop", scan(loops=0), rows=0))


def test_a_small_table_may_be_read_whole() -> None:
    assert not judged(scan(table="categories", rows=100))


def test_a_large_table_may_be_read_whole_where_the_budget_says_so() -> None:
    assert not judged(scan(rows=1_000_000), scanned=("orders",))


def test_rows_that_a_filter_removes_are_rows_read() -> None:
    plan = scan("Index Scan", rows=2, Rows_Removed_by_Filter=219)
    assert judged(plan) == ["221 rows are read for 2, 220 are allowed"]


def test_rows_that_a_recheck_removes_are_rows_read() -> None:
    assert judged(scan("Bitmap Heap Scan", rows=2, Rows_Removed_by_Index_Recheck=219))


def test_rows_are_counted_in_every_loop() -> None:
    inner = scan("Index Scan", rows=1, loops=500)
    assert judged(node("Nested Loop", inner, rows=3)) == ["500 rows are read for 3, 230 are allowed"]


def test_many_rows_may_be_read_for_many() -> None:
    assert not judged(scan("Index Scan", rows=5_000))


def test_rows_written_count_as_returned() -> None:
    assert not judged(node("ModifyTable", scan("Index Scan", rows=1_000), rows=0))


def test_a_bitmap_and_its_index_have_the_same_rows() -> None:
    index = node("Bitmap Index Scan", rows=400)
    assert not judged(scan("Bitmap Heap Scan", Plans=[index], rows=21))


def test_two_large_bitmaps_for_few_rows_are_too_much() -> None:
    both = node("BitmapAnd", node("Bitmap Index Scan", rows=400), node("Bitmap Index Scan", rows=400), rows=0)
    assert judged(node("Bitmap Heap Scan", both, rows=2, Relation_Name="orders"))


@pytest.mark.parametrize("kind", ["Sort", "Incremental Sort"])
def test_a_large_sort_is_too_much_even_for_a_few_rows(kind: str) -> None:
    plan = node(kind, node("Result", rows=201), rows=24)
    assert judged(plan) == ["sorts 201 rows, 200 are allowed"]
    assert not judged(plan, sorted_rows=201)


def test_an_index_read_from_end_to_end_shows_in_its_pages() -> None:
    assert judged(scan("Index Only Scan", Shared_Hit_Blocks=200)) == [
        "touches 200 pages for 1 rows, 111 are allowed"
    ]
    assert not judged(scan("Index Only Scan", Shared_Hit_Blocks=200, Index_Searches=50))


def test_statements_must_not_grow_with_the_rows() -> None:
    few, many = [Captured("", None)] * 2, [Captured("", None)] * 3
    [found] = problems(Budget(statements=3), few, many, SIZES)
    assert str(found).startswith("2 statements for few rows, 3 for many. Ask once")


def test_more_statements_than_stated_are_too_many() -> None:
    both = [Captured("", None)] * 3
    [found] = problems(Budget(statements=2), both, both, SIZES)
    assert found.what == "3 statements, 2 are allowed"


def test_a_problem_names_the_statement_the_node_and_the_way_out() -> None:
    plan = scan("Seq Scan", Filter="(email = 'x')")
    captured = [Captured("SELECT 0", None), Captured("SELECT 1", Node(plan))]
    [found, *_] = problems(Budget(statements=2), captured, captured, SIZES)
    assert str(found) == (
        "statement 2, Seq Scan of orders: (email = 'x'): reads the whole table, 1,000,000 rows. "
        "Declare an index for what it filters or orders by, or ask for what has one."
    )
