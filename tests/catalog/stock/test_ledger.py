"""The ledger: what is promised is held, what is sold is gone, and the sums always agree."""

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from catalog import stock
from catalog.models import StockHold, StockItem, StockMovement, Variant
from catalog.stock_take import count
from electricityshop.commands import TransactionRequired
from electricityshop.errors import Conflict
from tests.orders.conftest import NewVariant

pytestmark = pytest.mark.django_db


def levels(variant: Variant) -> tuple[int, int]:
    """(on hand, held), after checking that the ledger says the same."""
    item = StockItem.objects.get(variant=variant)
    sums = StockMovement.objects.filter(variant=variant).aggregate(
        on_hand=Sum("on_hand_change", default=0), held=Sum("held_change", default=0)
    )
    assert (item.on_hand, item.held) == (sums["on_hand"], sums["held"])
    return item.on_hand, item.held


def hold(reference: str, *wanted: tuple[Variant, int]) -> None:
    until = timezone.now() + timedelta(hours=1)
    with transaction.atomic():
        stock.hold(reference, {variant.pk: quantity for variant, quantity in wanted}, until=until)


def take(reference: str, *wanted: tuple[Variant, int]) -> None:
    with transaction.atomic():
        stock.take(reference, {variant.pk: quantity for variant, quantity in wanted})


def test_hold_then_take(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)

    hold("A", (cable, 4))
    assert levels(cable) == (10, 4)

    take("A", (cable, 4))
    assert levels(cable) == (6, 0)


def test_everything_is_safe_to_repeat(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)

    for _ in range(3):
        hold("A", (cable, 4))
    assert levels(cable) == (10, 4)
    for _ in range(3):
        take("A", (cable, 4))
    assert levels(cable) == (6, 0)
    for _ in range(3):
        with transaction.atomic():
            stock.put_back("A")
    assert levels(cable) == (10, 0)


def test_release_gives_back_what_is_held_and_nothing_else(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)
    hold("A", (cable, 4))
    hold("B", (cable, 6))

    for _ in range(2):
        with transaction.atomic():
            stock.release("A")

    assert levels(cable) == (10, 6)


def test_a_hold_is_all_or_nothing_and_names_every_short_line(new_variant: NewVariant) -> None:
    plenty, few, none = new_variant(on_hand=10), new_variant(on_hand=2), new_variant(on_hand=0)

    with pytest.raises(stock.OutOfStock) as refused:
        hold("A", (plenty, 1), (few, 3), (none, 1))

    assert refused.value.shortages == (stock.Shortage(few.pk, 3, 2), stock.Shortage(none.pk, 1, 0))
    assert levels(plenty) == (10, 0)


def test_a_hold_that_was_lost_is_taken_from_what_is_free_or_not_at_all(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=5)
    hold("A", (cable, 5))
    with transaction.atomic():
        stock.release("A")
    hold("B", (cable, 2))

    with pytest.raises(stock.HoldLost):
        take("A", (cable, 5))
    assert levels(cable) == (5, 2)
    take("A", (cable, 3))
    assert levels(cable) == (2, 2)


def test_a_take_that_fails_leaves_what_is_held_to_be_released(new_variant: NewVariant) -> None:
    cable, lamp = new_variant(on_hand=5), new_variant(on_hand=5)
    hold("A", (lamp, 2))

    with transaction.atomic():
        with pytest.raises(stock.HoldLost):
            stock.take("A", {lamp.pk: 2, cable.pk: 6})
        stock.release("A")

    assert (levels(cable), levels(lamp)) == ((5, 0), (5, 0))


def test_an_adjustment_cannot_take_what_is_promised(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=5)
    hold("A", (cable, 4))

    with (
        pytest.raises(stock.StockPromised, match=r"4 are held for unpaid orders: A \(4\)"),
        transaction.atomic(),
    ):
        stock.adjust(cable.pk, -2, reason="broken", actor="test")
    with transaction.atomic():
        stock.adjust(cable.pk, -1, reason="broken", actor="test")

    assert levels(cable) == (4, 4)


@pytest.mark.django_db(transaction=True)
def test_outside_a_command_it_refuses(new_variant: NewVariant) -> None:
    with pytest.raises(TransactionRequired):
        stock.release("A")


def test_the_database_refuses_what_the_code_would_never_do(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=5)

    with pytest.raises(IntegrityError), transaction.atomic():
        StockItem.objects.filter(variant=cable).update(held=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        StockItem.objects.filter(variant=cable).update(on_hand=-1)


def test_what_a_customer_sent_back_is_booked_once(new_variant: NewVariant) -> None:
    cable, lamp = new_variant(on_hand=10), new_variant(on_hand=10)

    for _ in range(3):
        with transaction.atomic():
            stock.take_back(
                "RT-1", restocked={cable.pk: 2}, scrapped={cable.pk: 1, lamp.pk: 4}, actor="staff:1"
            )

    assert (levels(cable), levels(lamp)) == ((12, 0), (10, 0))
    booked = StockMovement.objects.filter(reference="RT-1").order_by("variant_id")
    assert list(booked.values_list("on_hand_change", "reason")) == [(2, "1 scrapped"), (0, "4 scrapped")]


def test_what_comes_back_of_an_article_without_stock(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=0)
    StockItem.objects.all().delete()

    with transaction.atomic():
        stock.take_back("RT-1", restocked={cable.pk: 2}, scrapped={}, actor="staff:1")

    assert levels(cable) == (2, 0)


OPERATIONS = ("hold", "release", "take", "put_back", "adjust", "count")


@pytest.mark.parametrize("seed", range(5))
def test_the_sums_agree_whatever_is_done_in_whatever_order(new_variant: NewVariant, seed: int) -> None:
    random = Random(seed)
    variants = [new_variant(on_hand=random.randrange(12)) for _ in range(3)]
    references = [f"R{number}" for number in range(8)]
    refused = 0

    for _ in range(120):
        wanted = {
            variant.pk: random.randint(1, 4) for variant in random.sample(variants, random.randint(1, 3))
        }
        try:
            with transaction.atomic():
                do(random.choice(OPERATIONS), random.choice(references), wanted, random)
        except Conflict:
            refused += 1
        for variant in variants:
            levels(variant)

    assert 0 < refused < 120
    open_holds = StockHold.objects.filter(state="open").aggregate(all=Sum("quantity", default=0))["all"]
    assert open_holds == StockItem.objects.aggregate(all=Sum("held"))["all"]


def do(operation: str, reference: str, wanted: dict[int, int], random: Random) -> None:
    match operation:
        case "hold":
            stock.hold(reference, wanted, until=timezone.now())
        case "take":
            held = StockHold.objects.filter(reference=reference).values_list("variant_id", "quantity")
            stock.take(reference, dict(held))
        case "adjust":
            stock.adjust(next(iter(wanted)), random.randint(-6, 6), reason="r", actor="a")
        case "count":
            count(next(iter(wanted)), random.randrange(12), reason="r", actor="a")
        case _:
            getattr(stock, operation)(reference)
