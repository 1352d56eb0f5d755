"""Orders that end early: out of time, cancelled, or with their money sent back."""

from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import StockItem, StockMovement
from electricityshop.events.models import OutboxMessage
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.expire_order import ExpireOrder, expire_order
from orders.commands.record_refund import RecordRefund, record_refund
from orders.finalization import finalize_order
from orders.mailing import send_mail
from orders.models import FinalizationStep, Order, OrderEvent, OrderMail
from orders.queries.work import mails_due, orders_out_of_time
from payments.models import Refund
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import at_once, confirmed, owed, status
from tests.orders.test_finalization import pay, relay

pytestmark = pytest.mark.django_db


def test_an_order_out_of_time_failed_and_says_so(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant(on_hand=5)
    placed = order((cable, 2))
    Order.objects.update(pay_until=timezone.now())

    assert orders_out_of_time() == [placed.id]
    assert expire_order(ExpireOrder(order_id=placed.id))
    for mail_id in mails_due():
        send_mail(mail_id)

    assert status(placed) == "failed"
    assert StockItem.objects.values_list("on_hand", "held").get(variant=cable) == (5, 0)
    assert set(FinalizationStep.objects.values_list("state", flat=True)) == {"skipped"}
    assert [message.subject for message in mail.outbox] == [f"Your order {placed.number} was not paid"]


def test_money_that_comes_after_that_goes_back(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    Order.objects.update(pay_until=timezone.now())
    expire_order(ExpireOrder(order_id=placed.id))
    relay()

    pay(placed)
    relay()
    finalize_order(placed.id)

    assert status(placed) == "failed"
    assert Refund.objects.get().amount == Order.objects.get().total


def test_money_that_races_in_before_the_event_goes_back_once(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    pay(placed)  # its event is not delivered yet
    Order.objects.update(pay_until=timezone.now())

    assert expire_order(ExpireOrder(order_id=placed.id))
    for _ in range(2):
        relay()
        finalize_order(placed.id)

    assert status(placed) == "failed"
    assert Refund.objects.count() == 1


def test_an_order_whose_money_waits_for_a_worker_is_not_given_up(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    placed = order((new_variant(), 1))
    pay(placed)
    relay()
    Order.objects.update(pay_until=timezone.now())

    assert not orders_out_of_time()
    assert not expire_order(ExpireOrder(order_id=placed.id))
    finalize_order(placed.id)

    assert status(placed) == "confirmed"


@pytest.mark.django_db(transaction=True)
def test_cancelled_twenty_times_at_once_is_cancelled_once(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant(on_hand=5)
    placed = confirmed(order, (cable, 2))

    def cancel() -> None:
        cancel_order(CancelOrder(order_id=placed.id, reason="No.", actor="customer"))

    assert at_once(*[cancel] * 20) == ["done"] * 20

    assert StockItem.objects.get(variant=cable).on_hand == 5
    assert StockMovement.objects.filter(kind="return", reference=placed.number).count() == 1
    assert owed(placed) == ["confirmation", "cancelled"]
    assert OutboxMessage.objects.filter(name="orders.OrderCancelled").count() == 1
    assert OrderEvent.objects.filter(kind="cancelled").count() == 1


@pytest.mark.django_db(transaction=True)
def test_out_of_time_cancelled_and_paid_at_once(new_variant: NewVariant, order: PlaceIt) -> None:
    for _ in range(5):
        cable = new_variant(on_hand=5)
        placed = order((cable, 2))
        pay(placed)
        relay()
        Order.objects.filter(pk=placed.id).update(pay_until=timezone.now())

        at_once(
            partial(expire_order, ExpireOrder(order_id=placed.id)),
            partial(cancel_order, CancelOrder(order_id=placed.id, reason="No.", actor="customer")),
            partial(finalize_order, placed.id),
        )

        assert status(placed) == "cancelled"
        assert StockItem.objects.values_list("on_hand", "held").get(variant=cable) == (5, 0)


def test_a_refund_of_a_cancelled_order_puts_nothing_back_again(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    cable = new_variant(on_hand=5)
    placed = confirmed(order, (cable, 2))
    cancel_order(CancelOrder(order_id=placed.id, reason="No.", actor="customer"))
    total = Order.objects.get().total

    for _ in range(2):
        record_refund(RecordRefund(number=placed.number, key="k", amount=total, refunded=total))

    assert (status(placed), StockItem.objects.get().on_hand) == ("cancelled", 5)
    assert OrderMail.objects.filter(kind="refunded").count() == 1


def test_a_refund_alone_puts_nothing_back(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = confirmed(order, (new_variant(on_hand=5), 2))
    total = Order.objects.get().total

    record_refund(RecordRefund(number=placed.number, key="k", amount=total, refunded=total))

    assert (status(placed), StockItem.objects.get().on_hand) == ("refunded", 3)
