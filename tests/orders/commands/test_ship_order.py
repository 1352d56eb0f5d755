"""Parcels: with all of an order or with a part, and never with more than was ordered."""

from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models import F

from orders.cancelling import PartlyShipped
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.deliver_order import DeliverOrder, deliver_order
from orders.commands.start_processing import StartProcessing, start_processing
from orders.domain.quantities import BadQuantity
from orders.domain.status import IllegalTransition
from orders.mailing import send_mail
from orders.models import OrderEvent, OrderLine, OrderMail, Shipment, ShipmentLine
from orders.portions import TooMany, UnknownArticle
from orders.queries.orders import order_for_worker
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import at_once, confirmed, no_new_mail, owed, ship, status

pytestmark = pytest.mark.django_db


def test_one_parcel_with_everything(new_variant: NewVariant, order: PlaceIt) -> None:
    cable, lamp = new_variant(), new_variant()
    placed = confirmed(order, (cable, 2), (lamp, 3))

    ship(placed)

    assert status(placed) == "shipped"
    assert dict(ShipmentLine.objects.values_list("order_line__sku", "quantity")) == {
        cable.sku: 2,
        lamp.sku: 3,
    }
    assert OrderEvent.objects.get(kind="shipped").message == "Shipped with Post T1."
    assert owed(placed) == ["confirmation", "shipped"]


def test_in_parts_it_is_processed_until_the_last_has_left(new_variant: NewVariant, order: PlaceIt) -> None:
    cable, lamp = new_variant(), new_variant()
    placed = confirmed(order, (cable, 2), (lamp, 3))
    start_processing(StartProcessing(order_id=placed.id, actor="staff:1"))

    ship(placed, {cable.sku: 1, lamp.sku: 3}, tracking="T1")
    assert status(placed) == "processing"
    ship(placed, tracking="T2")

    assert status(placed) == "shipped"
    first, second = order_for_worker(placed.id).shipments
    assert [(line.sku, line.quantity) for line in first.lines] == [(cable.sku, 1), (lamp.sku, 3)]
    assert [(line.sku, line.quantity) for line in second.lines] == [(cable.sku, 1)]
    assert OrderMail.objects.filter(kind="shipped").count() == 2


def test_each_mail_names_its_own_parcel_and_what_is_in_it(new_variant: NewVariant, order: PlaceIt) -> None:
    cable, lamp = new_variant(), new_variant()
    placed = confirmed(order, (cable, 2), (lamp, 3))
    ship(placed, {cable.sku: 2}, tracking="T1")
    mail.outbox.clear()

    send_mail(OrderMail.objects.get(kind="shipped").pk)
    ship(placed, tracking="T2")
    send_mail(OrderMail.objects.get(kind="shipped", sent_at=None).pk)

    first, second = (message.body for message in mail.outbox)
    contents = [(tracking in body, cable.sku in body, lamp.sku in body, "The rest of your order follows" in body)
                for body, tracking in ((first, "T1"), (second, "T2"))]  # fmt: skip
    assert contents == [(True, True, False, True), (True, False, True, False)]


def test_a_form_sent_twice_is_one_parcel(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant()
    placed = confirmed(order, (cable, 4))

    for _ in range(2):
        ship(placed, {cable.sku: 1}, key="form-1")

    assert Shipment.objects.count() == 1
    assert OrderLine.objects.get().shipped == 1


@pytest.mark.parametrize("quantity", [3, 2**31, 2**63])
def test_no_more_leaves_than_was_ordered(new_variant: NewVariant, order: PlaceIt, quantity: int) -> None:
    cable = new_variant()
    placed = confirmed(order, (cable, 2))

    with no_new_mail(), pytest.raises(TooMany) as refusal:
        ship(placed, {cable.sku: quantity})

    assert refusal.value.fields == {cable.sku: "2 left to ship."}
    assert status(placed) == "confirmed"
    assert not Shipment.objects.exists()


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_quantity_that_is_none(new_variant: NewVariant, order: PlaceIt, quantity: int) -> None:
    cable = new_variant()
    placed = confirmed(order, (cable, 2))

    for nothing in ({cable.sku: quantity}, {}):
        with pytest.raises(BadQuantity):
            ship(placed, nothing)


def test_an_article_of_another_order(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = confirmed(order, (new_variant(), 2))

    with pytest.raises(UnknownArticle):
        ship(placed, {new_variant().sku: 1})


def test_the_database_refuses_it_too(new_variant: NewVariant, order: PlaceIt) -> None:
    confirmed(order, (new_variant(), 2))

    for change in ({"shipped": F("quantity") + 1}, {"returned": F("shipped") + 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrderLine.objects.update(**change)


def test_what_has_left_in_part_is_not_cancelled(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant(on_hand=5)
    placed = confirmed(order, (cable, 2))
    start_processing(StartProcessing(order_id=placed.id, actor="staff:1"))
    assert order_for_worker(placed.id).can_be_cancelled
    ship(placed, {cable.sku: 1})

    with no_new_mail(), pytest.raises(PartlyShipped):
        cancel_order(CancelOrder(order_id=placed.id, reason="Too late.", actor="customer"))

    assert status(placed) == "processing"
    assert not order_for_worker(placed.id).can_be_cancelled


def test_only_what_has_left_whole_is_delivered(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant()
    placed = confirmed(order, (cable, 2))
    ship(placed, {cable.sku: 1})

    with pytest.raises(IllegalTransition):
        deliver_order(DeliverOrder(order_id=placed.id, actor="staff:1"))


@pytest.mark.django_db(transaction=True)
def test_two_staff_ship_the_same_pieces_at_once(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant()
    placed = confirmed(order, (cable, 3))

    outcomes = at_once(*[lambda: ship(placed, {cable.sku: 2})] * 4)

    assert outcomes == ["done", "too_many", "too_many", "too_many"]
    assert OrderLine.objects.get().shipped == 2
    assert OrderMail.objects.filter(kind="shipped").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_eight_times_at_once(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant()
    placed = confirmed(order, (cable, 9))

    assert at_once(*[lambda: ship(placed, {cable.sku: 1}, key="form-1")] * 8) == ["done"] * 8
    assert OrderLine.objects.get().shipped == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", [None, 1])
def test_cancelled_and_shipped_at_once_is_one_of_both(
    new_variant: NewVariant, order: PlaceIt, part: int | None
) -> None:
    for _ in range(5):
        cable = new_variant(on_hand=5)
        placed = confirmed(order, (cable, 2))
        quantities = {cable.sku: part} if part else None

        outcomes = at_once(
            partial(cancel_order, CancelOrder(order_id=placed.id, reason="No.", actor="customer")),
            partial(ship, placed, quantities),
        )

        cable.stock.refresh_from_db()
        was_cancelled = status(placed) == "cancelled"
        assert len([outcome for outcome in outcomes if outcome == "done"]) == 1
        assert cable.stock.on_hand == (5 if was_cancelled else 3)
        assert Shipment.objects.filter(order=placed.id).exists() is not was_cancelled
