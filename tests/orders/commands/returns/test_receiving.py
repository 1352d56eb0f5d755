"""Returns are received and refunded once, and every other move is refused."""

from functools import partial

import pytest

from catalog.models import StockItem, Variant
from electricityshop.events.models import Delivery
from orders.commands.place_order import PlacedOrder
from orders.commands.receive_return import BadReceipt
from orders.commands.refund_return import (
    BadReturnRefund,
    ShippingRefunded,
    TooMuch,
)
from orders.commands.reject_return import BadRejection
from orders.domain.status import IllegalTransition
from orders.models import Order, OrderEvent, OrderLine, Return, ReturnLine
from orders.refunding import refund_order
from payments.models import Refund
from tests.catalog.stock.test_ledger import levels
from tests.orders.commands.returns.parcels import counts, refund, reject
from tests.orders.living import announce, at_once, no_new_mail, receive
from tests.orders.test_finalization import relay

pytestmark = pytest.mark.django_db


def test_only_what_was_announced_is_received(cable: Variant, shipped: PlacedOrder) -> None:
    returned = announce(shipped, {cable.sku: 2})

    for restocked, scrapped in (
        ({cable.sku: 3}, {}), ({cable.sku: 1}, {cable.sku: 2}), ({cable.sku: 1, "X": 1}, {}), ({}, {}), ({cable.sku: 0}, {}),
        ({cable.sku: -1}, {cable.sku: 2}),
    ):  # fmt: skip
        with no_new_mail(), pytest.raises(BadReceipt):
            receive(returned, restocked, scrapped)
    assert levels(cable) == (6, 0)


def test_an_article_deleted_since_is_received_without_stock(cable: Variant, shipped: PlacedOrder) -> None:
    returned = announce(shipped, {cable.sku: 2})
    OrderLine.objects.update(variant=None)

    receive(returned, {cable.sku: 2})

    assert ReturnLine.objects.get().restocked == 2
    assert levels(cable) == (6, 0)


def test_the_shipping_goes_back_once(cable: Variant, shipped: PlacedOrder) -> None:
    first, second = announce(shipped, {cable.sku: 1}), announce(shipped, {cable.sku: 1})
    receive(first, {cable.sku: 1})
    receive(second, {cable.sku: 1})

    refund(first, with_shipping=True)
    with pytest.raises(ShippingRefunded):
        refund(second, with_shipping=True)
    refund(second)

    shipping = Order.objects.get().shipping_total
    assert list(Return.objects.order_by("id").values_list("refund", flat=True)) == [1_190 + shipping, 1_190]


def test_less_may_go_back_and_nothing_but_not_more(cable: Variant, shipped: PlacedOrder) -> None:
    first, second = announce(shipped, {cable.sku: 1}), announce(shipped, {cable.sku: 1})
    receive(first, {cable.sku: 1})
    receive(second, {cable.sku: 1})

    with pytest.raises(TooMuch):
        refund(first, amount=1_191)
    with pytest.raises(BadReturnRefund):
        refund(first, amount=-1)
    refund(first, amount=500)
    refund(second, amount=0)
    relay()

    assert list(Refund.objects.values_list("amount", flat=True)) == [500]
    assert set(Return.objects.values_list("status", flat=True)) == {"refunded"}


def test_no_more_goes_back_than_is_left_of_the_payment(cable: Variant, shipped: PlacedOrder) -> None:
    total = Order.objects.get().total
    refund_order(shipped.number, amount=total - 100, key="kindness", reason="x", actor="staff:1")
    returned = announce(shipped, {cable.sku: 1})
    receive(returned, {cable.sku: 1})

    with pytest.raises(TooMuch):
        refund(returned)
    refund(returned, amount=100)


def test_a_refund_that_came_between_is_said_to_staff(cable: Variant, shipped: PlacedOrder) -> None:
    returned = announce(shipped, {cable.sku: 1})
    receive(returned, {cable.sku: 1})
    refund(returned)
    refund_order(shipped.number, amount=None, key="all", reason="x", actor="staff:1")

    relay()

    event = OrderEvent.objects.get(kind="refund_failed")
    assert returned.number in event.message
    assert not event.is_public
    assert not Delivery.objects.exclude(state="done").exists()


@pytest.mark.parametrize("state", ["requested", "received", "refunded", "rejected"])
def test_every_move_that_is_not_in_the_table_is_refused(
    cable: Variant, shipped: PlacedOrder, state: str
) -> None:
    returned = announce(shipped, {cable.sku: 1})
    ReturnLine.objects.update(restocked=1)
    Return.objects.update(status=state, refund=0 if state == "refunded" else None)
    legal = {"requested": {"received", "rejected"}, "received": {"refunded"}}.get(state, set())

    for to, act in {
        "received": lambda: receive(returned, {cable.sku: 1}),
        "refunded": lambda: refund(returned),
        "rejected": lambda: reject(returned),
    }.items():
        if to not in legal:
            with no_new_mail(), pytest.raises(IllegalTransition):
                act()
    assert Return.objects.get().status == state


@pytest.mark.parametrize("reason", ["", " ", "x" * 201])
def test_a_rejection_without_a_reason(cable: Variant, shipped: PlacedOrder, reason: str) -> None:
    with pytest.raises(BadRejection):
        reject(announce(shipped, {cable.sku: 1}), reason)


@pytest.mark.django_db(transaction=True)
def test_the_same_pieces_announced_at_once_come_back_once(cable: Variant, shipped: PlacedOrder) -> None:
    outcomes = at_once(*[lambda: announce(shipped, {cable.sku: 3})] * 6)

    assert outcomes == ["done", *["too_many"] * 5]
    assert counts() == (4, 3)


@pytest.mark.django_db(transaction=True)
def test_one_key_twenty_times_at_once_is_one_return(cable: Variant, shipped: PlacedOrder) -> None:
    assert at_once(*[lambda: announce(shipped, {cable.sku: 1}, key="k")] * 20) == ["done"] * 20
    assert (Return.objects.count(), counts()) == (1, (4, 1))


@pytest.mark.django_db(transaction=True)
def test_received_and_rejected_at_once_is_one_of_both(cable: Variant, shipped: PlacedOrder) -> None:
    for _ in range(4):
        returned = announce(shipped, {cable.sku: 1})

        outcomes = at_once(
            *[partial(receive, returned, {cable.sku: 1})] * 3, *[partial(reject, returned)] * 3
        )

        assert outcomes == ["done", *["illegal_transition"] * 5]
    received = Return.objects.filter(status="received").count()
    assert counts() == (4, received)
    assert StockItem.objects.get(variant=cable).on_hand == 6 + received


@pytest.mark.django_db(transaction=True)
def test_twenty_refunds_at_once_are_one(cable: Variant, shipped: PlacedOrder) -> None:
    returned = announce(shipped, {cable.sku: 2})
    receive(returned, {cable.sku: 2})

    assert at_once(*[lambda: refund(returned)] * 20) == ["done", *["illegal_transition"] * 19]
    relay()
    assert list(Refund.objects.values_list("amount", flat=True)) == [2 * 1_190]
