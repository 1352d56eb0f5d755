"""A paid order that is not finalized in time is found, whatever keeps it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from electricityshop.jobs.alarms import sound_alarms
from orders.finalization import finalize_order
from orders.models import FinalizationStep, Order
from orders.queries.stuck_orders import MANY_ATTEMPTS, stuck_orders
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.test_finalization import pay, relay

pytestmark = pytest.mark.django_db

MINUTES_AGO = timedelta(minutes=6)


def test_an_order_on_its_way_is_not_stuck(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    assert stuck_orders().count == 0
    pay(placed)
    relay()
    assert stuck_orders().count == 0
    finalize_order(placed.id)
    Order.objects.update(paid_at=timezone.now() - MINUTES_AGO)
    assert stuck_orders().count == 0


@pytest.mark.parametrize(
    "step",
    [
        {"due_at": timezone.now() - timedelta(hours=1)},
        {"attempts": MANY_ATTEMPTS, "due_at": timezone.now() + timedelta(hours=1)},
    ],
    ids=["nobody came", "it fails again and again"],
)
def test_a_step_that_is_late_or_fails_is(
    new_variant: NewVariant, order: PlaceIt, step: dict[str, Any]
) -> None:
    placed = order((new_variant(), 1))
    pay(placed)
    relay()
    FinalizationStep.objects.filter(state="due").update(**step)

    found = stuck_orders()

    assert (found.count, found.examples) == (1, (placed.number,))
    assert "stuck orders" in sound_alarms() or step["due_at"] > timezone.now()


def test_an_order_whose_customer_hears_nothing_is(
    new_variant: NewVariant, order: PlaceIt, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.orders.test_finalization.BrokenBackend"
    placed = order((new_variant(), 1))
    pay(placed)
    relay()
    finalize_order(placed.id)
    assert stuck_orders().count == 0

    Order.objects.update(paid_at=timezone.now() - MINUTES_AGO)

    assert stuck_orders().examples == (placed.number,)
    assert "stuck orders" in sound_alarms()
