"""A hold whose order is gone or was forgotten gives its stock back, a day late and by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from catalog import stock
from catalog.jobs import release_forgotten_holds
from catalog.models import StockHold, StockMovement
from electricityshop.jobs.periodic import PERIODIC
from orders.models import Order
from tests.catalog.stock.test_ledger import levels, take
from tests.orders.conftest import NewVariant, address, order, shipping
from tests.orders.conftest import Order as PlaceIt

__all__ = ["address", "order", "shipping"]

pytestmark = pytest.mark.django_db


def hold(reference: str, variant_id: int, *, expired: timedelta) -> None:
    with transaction.atomic():
        stock.hold(reference, {variant_id: 2}, until=timezone.now() - expired)


def test_only_what_expired_a_day_ago_is_released_and_once(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)
    hold("OLD", cable.pk, expired=timedelta(hours=24, seconds=1))
    hold("LATE", cable.pk, expired=timedelta(hours=23))

    for _ in range(2):
        release_forgotten_holds()

    assert levels(cable) == (10, 2)
    line = StockMovement.objects.get(kind="release")
    assert (line.reference, line.reason) == ("OLD", "Nobody took it or gave it back in time.")


def test_what_was_taken_is_not_released(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)
    hold("A", cable.pk, expired=timedelta(days=2))
    take("A", (cable, 2))

    release_forgotten_holds()

    assert levels(cable) == (8, 0)


def test_the_stock_of_an_order_that_is_gone_comes_back(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant(on_hand=10)
    order((cable, 4))
    Order.objects.all().delete()
    StockHold.objects.update(expires_at=timezone.now() - timedelta(days=2))

    release_forgotten_holds()

    assert levels(cable) == (10, 0)


def test_an_order_paid_after_all_takes_what_is_free(new_variant: NewVariant) -> None:
    cable = new_variant(on_hand=10)
    hold("A", cable.pk, expired=timedelta(days=2))
    release_forgotten_holds()

    take("A", (cable, 2))

    assert levels(cable) == (8, 0)


def test_it_is_scheduled_and_workers_may_run_it(settings: Any) -> None:
    name = f"{release_forgotten_holds.__module__}.{release_forgotten_holds.__qualname__}"

    assert (PERIODIC[name], release_forgotten_holds.__module__ in settings.JOB_MODULES) == (600, True)
