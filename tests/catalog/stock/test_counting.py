"""A stock take: what was counted is what is there, unless it was promised to somebody."""

import pytest
from django.db import transaction

from catalog import stock
from catalog.commands.count_stock import BadCount, CountStock, count_stock
from catalog.domain.stock_take import CountedLine, TooManyLines, counted_lines
from catalog.models import StockItem, StockMovement, Variant
from catalog.stock_take import StockMoved
from tests.catalog.stock.test_ledger import hold, levels
from tests.orders.conftest import NewVariant

pytestmark = pytest.mark.django_db


def count(variant: Variant, counted: int, **changes: object) -> int:
    asked = {"variant_id": variant.pk, "counted": counted, "reason": "Yearly stock take", "actor": "staff:1"}
    return count_stock(CountStock(**(asked | changes)))


@pytest.mark.parametrize(("counted", "difference"), [(7, -3), (12, 2), (10, 0), (0, -10)])
def test_the_difference_is_booked_with_who_and_why(
    new_variant: NewVariant, counted: int, difference: int
) -> None:
    cable = new_variant(on_hand=10)

    assert count(cable, counted) == difference

    assert levels(cable) == (counted, 0)
    line = StockMovement.objects.get(kind="count")
    assert (line.on_hand_change, line.held_change, line.reason, line.actor) == (
        difference, 0, "Yearly stock take", "staff:1",
    )  # fmt: skip


def test_fewer_than_are_held_is_refused_and_names_the_orders(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)
    hold("ES-1", (cable, 4))
    hold("ES-2", (cable, 1))

    with pytest.raises(stock.StockPromised) as refused:
        count(cable, 4)

    assert "5 are held for unpaid orders: ES-1 (4), ES-2 (1)." in refused.value.message
    assert levels(cable) == (10, 5)
    assert count(cable, 5) == -5
    assert levels(cable) == (5, 5)


def test_only_the_first_orders_are_named(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)
    for number in range(7):
        hold(f"ES-{number}", (cable, 1))

    with pytest.raises(stock.StockPromised) as refused:
        count(cable, 0)
    assert "ES-4 (1) and 2 more." in refused.value.message


def test_a_count_of_what_was_sold_meanwhile_is_refused(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)
    hold("A", (cable, 2))
    with transaction.atomic():
        stock.take("A", {cable.pk: 2})

    with pytest.raises(StockMoved):
        count(cable, 10, seen=10)
    assert levels(cable) == (8, 0)
    assert count(cable, 9, seen=8) == 1


def test_a_variant_that_never_had_stock_is_counted(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=0)
    StockItem.objects.all().delete()

    assert count(cable, 3) == 3
    assert levels(cable) == (3, 0)


@pytest.mark.parametrize(
    "change", [{"counted": -1}, {"counted": 10**6 + 1}, {"reason": " "}, {"reason": "x" * 201}]
)
def test_a_count_that_is_none(change: dict[str, object]) -> None:
    with pytest.raises(BadCount):
        CountStock(**({"variant_id": 1, "counted": 1, "reason": "x", "actor": "x"} | change))


def test_what_a_scanner_sends_is_read() -> None:
    lines = counted_lines("SKU;Counted\nA-1;5\r\n\n B 2 , 7 \nC\t0\nD;4;9\n")

    assert lines == (
        CountedLine("A-1", 5), CountedLine("B 2", 7), CountedLine("C", 0), CountedLine("D", 4, seen=9),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "fault"),
    [("A", "Write it as"), (";5", "Write it as"), ("A;1;2;3", "Write it as"), ("A;", "whole pieces"),
     ("A;-1", "whole pieces"), ("A;1.5", "whole pieces"), ("A;1e3", "whole pieces"), ("A;٣", "whole pieces"),
     ("A;1000001", "whole pieces"), ("A;" + "9" * 5_000, "whole pieces"), ("A;5;x", "whole pieces")],
)  # fmt: skip
def test_a_line_that_is_none_says_why(line: str, fault: str) -> None:
    (read,) = counted_lines(line)
    assert fault in read.fault


def test_an_article_counted_twice_is_asked_about() -> None:
    assert [bool(line.fault) for line in counted_lines("A;1\nB;2\nA;3")] == [True, False, True]


def test_five_hundred_lines_at_a_time() -> None:
    assert len(counted_lines("\n".join(f"A{n};1" for n in range(500)))) == 500
    with pytest.raises(TooManyLines):
        counted_lines("\n".join(f"A{n};1" for n in range(501)))
