"""Returns: announced for what was shipped, received once, refunded once, and rejected with a reason."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from catalog.models import StockItem, StockMovement, Variant
from electricityshop.events.models import Delivery
from orders.commands.deliver_order import DeliverOrder, deliver_order
from orders.commands.place_order import PlacedOrder
from orders.commands.receive_return import BadReceipt
from orders.commands.refund_return import (
    BadReturnRefund,
    RefundReturn,
    ShippingRefunded,
    TooMuch,
    refund_return,
)
from orders.commands.reject_return import BadRejection, RejectReturn, reject_return
from orders.commands.request_return import BadReturn, NotReturnable, ReturnKeyReused
from orders.domain.quantities import BadQuantity
from orders.domain.status import IllegalTransition
from orders.models import Order, OrderEvent, OrderLine, Return, ReturnLine, Shipment
from orders.portions import TooMany, UnknownArticle
from orders.refunding import refund_order
from payments.models import Refund
from tests.catalog.stock.test_ledger import levels
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import announce, at_once, confirmed, no_new_mail, owed, receive, ship
from tests.orders.test_finalization import relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def cable(new_variant: NewVariant) -> Variant:
    return new_variant(price=1_190, on_hand=10)


@pytest.fixture
def shipped(cable: Variant, order: PlaceIt) -> PlacedOrder:
    """Four of ten pieces, with the customer."""
    placed = confirmed(order, (cable, 4))
    ship(placed)
    return placed


def counts() -> tuple[int, int]:
    """(shipped, returned) of the only line."""
    return OrderLine.objects.values_list("shipped", "returned").get()


def refund(returned: Return, **changes: object) -> None:
    refund_return(RefundReturn(**{"return_id": returned.pk, "actor": "staff:1"} | changes))


def reject(returned: Return, reason: str = "Not ours.") -> None:
    reject_return(RejectReturn(return_id=returned.pk, reason=reason, actor="staff:1"))


def test_announced_received_and_refunded(cable: Variant, shipped: PlacedOrder) -> None:
    returned = announce(shipped, {cable.sku: 3}, reason="faulty", note=" Two hum. ")
    assert (returned.status, returned.note, counts()) == ("requested", "Two hum.", (4, 3))
    assert levels(cable) == (6, 0)

    receive(returned, {cable.sku: 1}, {cable.sku: 2})
    assert levels(cable) == (7, 0)
    movement = StockMovement.objects.get(reference=returned.number)
    assert (movement.kind, movement.on_hand_change, movement.reason) == ("return", 1, "2 scrapped")

    refund(returned)
    relay()

    returned.refresh_from_db()
    assert (returned.status, returned.refund) == ("refunded", 3 * 1_190)
    entry = Refund.objects.get()
    assert (entry.key, entry.amount) == (f"{shipped.number}:return:{returned.number}", 3 * 1_190)
    assert levels(cable) == (7, 0)
    assert owed(shipped)[2:] == ["return_requested", "return_received"]
    kinds = list(OrderEvent.objects.filter(kind__startswith="return").values_list("kind", flat=True))
    assert kinds == ["return_requested", "return_received", "return_refunded"]


def test_what_did_not_come_may_come_another_time(cable: Variant, shipped: PlacedOrder) -> None:
    receive(announce(shipped, {cable.sku: 4}), {cable.sku: 1})

    assert counts() == (4, 1)
    with pytest.raises(TooMany):
        announce(shipped, {cable.sku: 4})
    announce(shipped, {cable.sku: 3})


def test_a_rejected_one_says_why_and_may_be_announced_again(cable: Variant, shipped: PlacedOrder) -> None:
    returned = announce(shipped, {cable.sku: 4})

    reject(returned, " It was used. ")

    returned.refresh_from_db()
    assert (returned.status, returned.reject_reason, counts()) == ("rejected", "It was used.", (4, 0))
    assert owed(shipped)[-1] == "return_rejected"
    assert not StockMovement.objects.filter(reference=returned.number).exists()
    announce(shipped, {cable.sku: 4})


def test_no_more_comes_back_than_left(cable: Variant, order: PlaceIt) -> None:
    placed = confirmed(order, (cable, 4))
    ship(placed, {cable.sku: 2})
    announce(placed, {cable.sku: 1})

    for quantity in (2, 2**31, 2**63):
        with no_new_mail(), pytest.raises(TooMany) as refusal:
            announce(placed, {cable.sku: quantity})
        assert refusal.value.fields == {cable.sku: "1 can be sent back."}

    assert Return.objects.count() == 1
    assert counts() == (2, 1)


@pytest.mark.parametrize("was", ["pending", "paid", "confirmed", "cancelled", "refunded", "failed"])
def test_an_order_of_which_nothing_can_come_back(cable: Variant, shipped: PlacedOrder, was: str) -> None:
    Order.objects.update(status=was)

    with no_new_mail(), pytest.raises(NotReturnable):
        announce(shipped, {cable.sku: 1})


def test_the_days_count_from_the_arrival_else_from_the_last_parcel(
    cable: Variant, shipped: PlacedOrder
) -> None:
    now = timezone.now()
    Shipment.objects.update(shipped_at=now - timedelta(days=15))
    with pytest.raises(NotReturnable):
        announce(shipped, {cable.sku: 1})

    deliver_order(DeliverOrder(order_id=shipped.id, actor="staff:1"))
    announce(shipped, {cable.sku: 1})

    Order.objects.update(delivered_at=now - timedelta(days=14, seconds=1))
    with pytest.raises(NotReturnable):
        announce(shipped, {cable.sku: 1})


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"reason": "because"}, BadReturn), ({"note": "x" * 501}, BadReturn), ({"key": "x" * 256}, BadReturn),
     ({"key": "a\nb"}, BadReturn), ({"key": "schlüssel"}, BadReturn)],
)  # fmt: skip
def test_a_request_that_is_not_complete(
    cable: Variant, shipped: PlacedOrder, changes: dict[str, str], error: type[Exception]
) -> None:
    with no_new_mail(), pytest.raises(error):
        announce(shipped, {cable.sku: 1}, **changes)


def test_articles_that_are_none(cable: Variant, shipped: PlacedOrder) -> None:
    for quantities, error in (
        ({}, BadQuantity), ({cable.sku: 0}, BadQuantity), ({cable.sku: -1}, BadQuantity), ({"X": 1}, UnknownArticle),
    ):  # fmt: skip
        with no_new_mail(), pytest.raises(error):
            announce(shipped, quantities)


def test_the_same_key_is_the_same_return(cable: Variant, shipped: PlacedOrder) -> None:
    first = announce(shipped, {cable.sku: 1}, key="k")

    assert announce(shipped, {cable.sku: 1}, key="k") == first
    for changes in ({"reason": "faulty"}, {"note": "Other."}):
        with pytest.raises(ReturnKeyReused):
            announce(shipped, {cable.sku: 1}, key="k", **changes)
    with pytest.raises(ReturnKeyReused):
        announce(shipped, {cable.sku: 2}, key="k")
    assert counts() == (4, 1)


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
