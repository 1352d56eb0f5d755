"""Orders that end early: out of time, cancelled, or with their money sent back."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import StockItem, StockMovement
from electricityshop.events.models import OutboxMessage
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.expire_order import ExpireOrder, expire_order
from orders.commands.place_order import PlacedOrder
from orders.commands.record_refund import RecordRefund, record_refund
from orders.finalization import finalize_order
from orders.mailing import send_mail
from orders.models import FinalizationStep, Order, OrderEvent, OrderMail
from orders.queries.audit.audit import audit
from orders.queries.work import mails_due, orders_out_of_time
from payments.models import Refund
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import at_once, confirmed, owed, ship, status
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


def refund(placed: PlacedOrder, share: int = 1, key: str = "k") -> None:
    total = Order.objects.get().total
    record_refund(RecordRefund(number=placed.number, key=key, amount=total // share, refunded=total // share))


def test_a_refund_of_a_part_puts_nothing_back(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = confirmed(order, (new_variant(on_hand=5), 2))

    refund(placed, share=2)

    assert (status(placed), StockItem.objects.get().on_hand) == ("confirmed", 3)


def test_a_refund_of_everything_puts_back_what_has_not_left(new_variant: NewVariant, order: PlaceIt) -> None:
    cable, lamp = new_variant(on_hand=5), new_variant(on_hand=5)
    placed = confirmed(order, (cable, 3), (lamp, 1))
    ship(placed, {cable.sku: 2})

    for key in ("a", "b"):
        refund(placed, key=key)

    assert status(placed) == "refunded"
    assert dict(StockItem.objects.values_list("variant_id", "on_hand")) == {cable.pk: 3, lamp.pk: 5}
    assert "stock_taken" not in {finding.name for finding in audit(timedelta(0)) if finding.count}


def test_a_refund_of_everything_that_left_puts_nothing_back(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = confirmed(order, (new_variant(on_hand=5), 2))
    ship(placed)

    refund(placed)

    assert (status(placed), StockItem.objects.get().on_hand) == ("refunded", 3)


def test_refunded_before_it_was_confirmed_its_goods_are_back(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(on_hand=5), 2))
    pay(placed)
    relay()
    refund(placed)

    finalize_order(placed.id)

    assert status(placed) == "refunded"
    assert StockItem.objects.values_list("on_hand", "held").get() == (5, 0)
