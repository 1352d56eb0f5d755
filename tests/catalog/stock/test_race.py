"""Many buyers, few pieces: never one too many, never one too few, never a deadlock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalog import stock
from catalog.models import StockItem, Variant
from tests.orders.conftest import NewVariant

pytestmark = pytest.mark.django_db(transaction=True)

BUYERS = 40


def try_to_hold(reference: str, wanted: dict[int, int]) -> bool:
    try:
        with transaction.atomic():
            stock.hold(reference, wanted, until=timezone.now() + timedelta(hours=1))
    except stock.OutOfStock:
        return False
    finally:
        connection.close()
    return True


def test_the_last_pieces_are_sold_once(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)

    with ThreadPoolExecutor(8) as buyers:
        sold = sum(buyers.map(lambda number: try_to_hold(f"B{number}", {cable.pk: 1}), range(BUYERS)))

    assert sold == 10
    assert StockItem.objects.get(variant=cable).held == 10


def test_carts_that_share_articles_do_not_deadlock(new_variant: NewVariant) -> None:
    variants: list[Variant] = [new_variant(on_hand=30) for _ in range(4)]
    random = Random(1)
    carts = [{variant.pk: 1 for variant in random.sample(variants, 3)} for _ in range(BUYERS)]

    with ThreadPoolExecutor(8) as buyers:
        held = list(buyers.map(lambda pair: try_to_hold(f"B{pair[0]}", pair[1]), enumerate(carts)))

    promised = sum(3 for outcome in held if outcome)
    assert sum(StockItem.objects.values_list("held", flat=True)) == promised
