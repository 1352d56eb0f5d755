"""Every status against every command: what the table allows happens, all else is refused and changes nothing."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from electricityshop.errors import DomainError
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.deliver_order import DeliverOrder, deliver_order
from orders.commands.expire_order import ExpireOrder, expire_order
from orders.commands.record_refund import RecordRefund, record_refund
from orders.commands.run_step import RunStep, finalize, process_payment
from orders.commands.start_processing import StartProcessing, start_processing
from orders.domain.status import OrderStatus, allows
from orders.models import FinalizationStep, Order
from tests.orders.api.app import rows
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import PlacedOrder, ship
from tests.orders.test_finalization import pay, relay

pytestmark = pytest.mark.django_db

COMMANDS: dict[str, Callable[[PlacedOrder], object]] = {
    "paid": lambda placed: process_payment(RunStep(order_id=placed.id)),
    "confirmed": lambda placed: finalize(RunStep(order_id=placed.id)),
    "processing": lambda placed: start_processing(StartProcessing(order_id=placed.id, actor="staff:1")),
    "shipped": ship,
    "delivered": lambda placed: deliver_order(DeliverOrder(order_id=placed.id, actor="staff:1")),
    "cancelled": lambda placed: cancel_order(CancelOrder(order_id=placed.id, reason="No.", actor="staff:1")),
    "failed": lambda placed: expire_order(ExpireOrder(order_id=placed.id)),
}
"""What each command wants the order to become. `refunded` follows the money, see below."""


@pytest.fixture
def placed(new_variant: NewVariant, order: PlaceIt) -> PlacedOrder:
    placed = order((new_variant(on_hand=5), 2))
    pay(placed)
    relay()
    FinalizationStep.objects.update(state="waiting", due_at=None)
    return placed


def put(status: str, to: str) -> None:
    """The order in this status, with the step due that would lead on."""
    Order.objects.update(status=status, pay_until=timezone.now())
    step = "process_payment" if to == "paid" else "finalize" if to == "confirmed" else ""
    FinalizationStep.objects.filter(name=step).update(state="due", due_at=timezone.now())


@pytest.mark.parametrize("current", OrderStatus)
@pytest.mark.parametrize("to", COMMANDS)
def test_a_command_obeys_the_table(placed: PlacedOrder, current: OrderStatus, to: str) -> None:
    put(current, to)
    before = rows()

    try:
        COMMANDS[to](placed)
        was_refused = False
    except DomainError:
        was_refused = True

    reached = Order.objects.get().status
    if allows(current, OrderStatus(to)):
        assert (reached, was_refused) == (to, False)
    else:
        assert reached == current
        assert rows() == before
        assert was_refused or to in {current, "failed"}  # expiring asks, and the answer is no


@pytest.mark.parametrize("current", OrderStatus)
def test_all_the_money_back_leads_where_the_table_allows(placed: PlacedOrder, current: OrderStatus) -> None:
    Order.objects.update(status=current)
    total = Order.objects.get().total

    record_refund(RecordRefund(number=placed.number, key="k", amount=total, refunded=total))

    reached = Order.objects.get().status
    assert reached == (OrderStatus.REFUNDED if allows(current, OrderStatus.REFUNDED) else current)


def test_a_status_that_is_none_is_refused_by_the_database(placed: PlacedOrder) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.update(status="lost")
