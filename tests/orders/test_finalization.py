"""Paid orders are finalized once, whoever asks, however often; cancelled ones give everything back."""

from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from catalog.models import StockHold, StockItem, StockMovement
from electricityshop.events.relay import deliver_aggregate, due_aggregates
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.expire_order import ExpireOrder, expire_order
from orders.commands.place_order import PlacedOrder
from orders.commands.record_refund import RecordRefund, record_refund
from orders.commands.retry_step import NothingToRetry, RetryStep, retry_step
from orders.commands.ship_order import ShipOrder, ship_order
from orders.domain.status import IllegalTransition
from orders.finalization import finalize_order
from orders.mailing import send_mail
from orders.models import FinalizationStep, Order, OrderEvent, OrderMail
from orders.queries.work import mails_due, orders_to_finalize
from payments.commands.open_payment import OpenPayment, open_payment
from payments.commands.settle_payment import SettlePayment, settle_payment
from payments.domain.gateway import Intent, IntentStatus, Marks
from payments.models import Refund
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt

pytestmark = pytest.mark.django_db


def pay(placed: PlacedOrder) -> None:
    """The provider says that the order's whole amount was charged."""
    order = Order.objects.get(pk=placed.id)
    payment = open_payment(OpenPayment(order.number, order.total, order.currency, order.email))
    charge = Intent(
        f"pi_{order.number}",
        IntentStatus.SUCCEEDED,
        order.total,
        order.currency,
        Marks(order.number, str(payment.id)),
    )
    settle_payment(SettlePayment(payment.id, charge))


def relay() -> None:
    """Deliver every event there is, as the workers do."""
    while aggregates := due_aggregates():
        if not sum(deliver_aggregate(aggregate) for aggregate in aggregates):
            return


def step_states(placed: PlacedOrder) -> list[str]:
    return list(
        FinalizationStep.objects.filter(order_id=placed.id)
        .order_by("position")
        .values_list("state", flat=True)
    )


def status(placed: PlacedOrder) -> str:
    return Order.objects.get(pk=placed.id).status


def test_a_paid_order_is_confirmed_its_goods_taken_and_one_mail_sent(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    cable = new_variant(on_hand=5)
    placed = order((cable, 2))

    pay(placed)
    relay()
    finalize_order(placed.id)

    assert status(placed) == "confirmed"
    assert step_states(placed) == ["done"] * 4
    stock = StockItem.objects.get(variant=cable)
    assert (stock.on_hand, stock.held) == (3, 0)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["ada@example.com"], f"Your order {placed.number} is confirmed")
    ]
    assert placed.number in mail.outbox[0].body


def test_doing_everything_again_changes_nothing(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant(on_hand=5)
    placed = order((cable, 2))

    for _ in range(3):
        pay(placed)
        relay()
        finalize_order(placed.id)

    assert StockItem.objects.get(variant=cable).on_hand == 3
    assert len(mail.outbox) == 1
    assert list(OrderEvent.objects.order_by("id").values_list("kind", flat=True)) == [
        "placed",
        "paid",
        "confirmed",
    ]


@pytest.mark.django_db(transaction=True)
def test_ten_workers_at_once_do_it_once(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant(on_hand=5)
    placed = order((cable, 2))
    pay(placed)
    relay()

    def work(_: int) -> None:
        try:
            finalize_order(placed.id)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as workers:
        list(workers.map(work, range(20)))

    assert status(placed) == "confirmed"
    assert StockMovement.objects.filter(variant=cable, kind="take").count() == 1
    assert OrderMail.objects.get().attempts == 1
    assert len(mail.outbox) == 1


def test_an_unpaid_order_is_not_finalized(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))

    finalize_order(placed.id)

    assert status(placed) == "pending"
    assert step_states(placed) == ["waiting"] * 4
    assert not orders_to_finalize()


def test_the_sweeper_finds_an_order_whose_job_was_lost(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    pay(placed)
    relay()

    assert orders_to_finalize() == [placed.id]


def test_a_mail_server_that_is_away_delays_the_mail_and_nothing_else(
    new_variant: NewVariant, order: PlaceIt, settings: Any
) -> None:
    placed = order((new_variant(), 1))
    pay(placed)
    relay()
    settings.EMAIL_BACKEND = "tests.orders.test_finalization.BrokenBackend"

    finalize_order(placed.id)

    assert status(placed) == "confirmed"
    owed = OrderMail.objects.get()
    assert (owed.sent_at, owed.attempts) == (None, 1)
    assert "SMTPServerDisconnected" in owed.error

    assert not orders_to_finalize()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    retry_step(RetryStep(order_id=placed.id, actor="staff:1"))
    assert mails_due() == [owed.pk]
    assert send_mail(owed.pk)
    assert not send_mail(owed.pk)
    assert len(mail.outbox) == 1
    assert step_states(placed)[-1] == "done"


class BrokenBackend:
    """A mail server that hangs up."""

    def __init__(self, **_: Any) -> None: ...

    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected("gone")


def test_cancelling_a_confirmed_order_puts_the_goods_back_and_owes_the_money(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    cable = new_variant(on_hand=5)
    placed = order((cable, 2))
    pay(placed)
    relay()
    finalize_order(placed.id)

    for _ in range(2):
        cancel_order(CancelOrder(order_id=placed.id, reason="Changed my mind.", actor="customer"))

    assert status(placed) == "cancelled"
    assert StockItem.objects.get(variant=cable).on_hand == 5
    assert OrderMail.objects.filter(kind="cancelled").count() == 1


def test_money_that_arrives_after_the_cancellation_goes_back(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    total = Order.objects.get(pk=placed.id).total
    cancel_order(CancelOrder(order_id=placed.id, reason="Changed my mind.", actor="customer"))

    pay(placed)
    relay()
    finalize_order(placed.id)

    assert status(placed) == "cancelled"
    assert step_states(placed) == ["skipped"] * 4
    assert Refund.objects.get().amount == total


@pytest.mark.parametrize(("short_of_all", "end"), [(0, "refunded"), (1, "confirmed")])
def test_an_order_whose_money_went_back_before_it_was_confirmed_is_not_shipped(
    new_variant: NewVariant, order: PlaceIt, short_of_all: int, end: str
) -> None:
    placed = order((new_variant(), 1))
    pay(placed)
    relay()
    back = Order.objects.get(pk=placed.id).total - short_of_all
    record_refund(RecordRefund(number=placed.number, key="re_1", amount=back, refunded=back))

    finalize_order(placed.id)

    assert status(placed) == end
    assert step_states(placed) == ["done"] * 4


def test_stock_that_vanished_after_all_cancels_the_order(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant(on_hand=5)
    placed = order((cable, 2))
    pay(placed)
    relay()
    StockItem.objects.filter(variant=cable).update(on_hand=0, held=0)
    StockHold.objects.update(state="released")

    finalize_order(placed.id)

    assert status(placed) == "cancelled"
    assert StockItem.objects.get(variant=cable).on_hand == 0


def test_a_late_order_expires_once_and_gives_its_stock_back(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant(on_hand=5)
    placed = order((cable, 2))

    assert not expire_order(ExpireOrder(order_id=placed.id))
    Order.objects.update(pay_until=timezone.now())
    assert expire_order(ExpireOrder(order_id=placed.id))
    assert not expire_order(ExpireOrder(order_id=placed.id))

    assert status(placed) == "failed"
    assert StockItem.objects.get(variant=cable).held == 0


def test_shipping_follows_confirmation_and_only_that(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    shipping = ShipOrder(order_id=placed.id, carrier="Post", tracking_number="T1", actor="staff:1")

    with pytest.raises(IllegalTransition):
        ship_order(shipping)
    pay(placed)
    relay()
    finalize_order(placed.id)
    ship_order(shipping)
    with pytest.raises(IllegalTransition):
        cancel_order(CancelOrder(order_id=placed.id, reason="Too late.", actor="customer"))

    assert status(placed) == "shipped"


def test_there_is_nothing_to_retry_on_a_finished_order(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))

    with pytest.raises(NothingToRetry):
        retry_step(RetryStep(order_id=placed.id, actor="staff:1"))
