"""Returns are announced for what was shipped, and rejected with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import StockMovement, Variant
from orders.commands.deliver_order import DeliverOrder, deliver_order
from orders.commands.place_order import PlacedOrder
from orders.commands.request_return import BadReturn, NotReturnable, ReturnKeyReused
from orders.domain.quantities import BadQuantity
from orders.models import Order, OrderEvent, Return, Shipment
from orders.portions import TooMany, UnknownArticle
from payments.models import Refund
from tests.catalog.stock.test_ledger import levels
from tests.orders.commands.returns.parcels import counts, refund, reject
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import announce, confirmed, no_new_mail, owed, receive, ship
from tests.orders.test_finalization import relay

pytestmark = pytest.mark.django_db


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
