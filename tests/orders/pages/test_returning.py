"""Sending articles back from the order's page: by its owner, with or without JavaScript, once."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from catalog.models import Variant
from orders.commands.deliver_order import DeliverOrder, deliver_order
from orders.commands.place_order import PlacedOrder
from orders.commands.reject_return import RejectReturn, reject_return
from orders.links import order_path
from orders.models import Order, OrderLine, Return, Shipment
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import announce, confirmed, receive, ship
from tests.orders.pages.shopping import hidden
from tests.orders.pages.test_order import headline, timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def cable(new_variant: NewVariant) -> Variant:
    return new_variant(price=1_190)


@pytest.fixture
def shipped(cable: Variant, new_variant: NewVariant, order: PlaceIt) -> PlacedOrder:
    placed = confirmed(order, (cable, 4), (new_variant(), 1))
    ship(placed)
    return placed


def return_path(placed: PlacedOrder) -> str:
    return order_path(placed.number).replace("/?", "/return?")


def test_the_form_offers_what_may_come_back(client: Client, cable: Variant, shipped: PlacedOrder) -> None:
    order_page = client.get(order_path(shipped.number)).content.decode()
    announce(shipped, {cable.sku: 4})

    answer = client.get(return_path(shipped))

    page = answer.content.decode()
    assert return_path(shipped) in order_page
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert re.findall(r'name="quantity_(\d)"[^>]*max="(\d)"', page) == [("2", "1")]


def test_announcing_it(client: Client, cable: Variant, shipped: PlacedOrder) -> None:
    key = hidden(client.get(return_path(shipped)).content.decode(), "key")
    filled = {"quantity_1": "3", "quantity_2": "", "reason": "damaged", "note": "Wet.", "key": key}

    answers = [client.post(return_path(shipped), filled) for _ in range(2)]
    page = client.get(answers[0]["Location"]).content.decode()

    returned = Return.objects.get()
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (303, order_path(shipped.number))
    ] * 2
    assert (returned.reason, returned.note, returned.lines.get().quantity) == ("damaged", "Wet.", 3)
    assert f"Return {returned.number} is announced." in page
    assert returned.number in page.partition('id="order-returns"')[2]


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"quantity_1": "5"}, "At most 4 can be sent back."), ({"quantity_1": "-1"}, "Give 0 or more."),
     ({"quantity_1": "1.5"}, "Give a whole number."), ({"quantity_1": "1e3"}, "Give a whole number."),
     ({"quantity_1": "9" * 30}, "At most 4"), ({"quantity_1": ""}, "Choose how many of which article"),
     ({"quantity_1": "0"}, "Choose how many of which article"), ({"reason": ""}, "Choose a reason."),
     ({"reason": "because"}, "Choose a reason."), ({"note": "x" * 501}, "at most 500"), ({"key": ""}, ""),
     ({"note": "\x00"}, "")],
)  # fmt: skip
def test_what_is_not_right_is_said_and_kept(
    client: Client, shipped: PlacedOrder, changes: dict[str, str], said: str
) -> None:
    filled = {"quantity_1": "1", "reason": "damaged", "note": "Wet.", "key": "k"} | changes

    answer = client.post(return_path(shipped), filled)

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Return.objects.exists()


def test_what_another_window_announced_meanwhile(
    client: Client, cable: Variant, shipped: PlacedOrder
) -> None:
    filled = {"quantity_1": "2", "reason": "damaged", "key": "k"}
    client.post(return_path(shipped), filled)

    reused = client.post(return_path(shipped), filled | {"quantity_1": "1"}, follow=True)
    more = client.post(return_path(shipped), filled | {"quantity_1": "3", "key": "other"})

    assert "This form was sent already." in reused.content.decode()
    assert (more.status_code, "2 can be sent back." in more.content.decode()) == (409, True)
    assert Return.objects.count() == 1


def test_when_nothing_can_come_back(client: Client, shipped: PlacedOrder) -> None:
    Shipment.objects.update(shipped_at=Shipment.objects.get().shipped_at - timedelta(days=15))

    asked = client.get(return_path(shipped))
    sent = client.post(return_path(shipped), {"quantity_1": "1", "reason": "late", "key": "k"})

    assert (asked.status_code, asked["Location"]) == (303, order_path(shipped.number))
    assert (sent.status_code, "days to send articles back are over" in sent.content.decode()) == (409, True)
    assert "Send articles back" not in client.get(order_path(shipped.number)).content.decode()


def test_nobody_else_sends_it_back(client: Client, shipped: PlacedOrder) -> None:
    other = Client()
    other.force_login(User.objects.create_user("eve@example.com"))
    path = f"/orders/{shipped.number}/return"

    for visitor in (client, other):
        assert visitor.get(path).status_code == 404
        assert visitor.post(path, {"quantity_1": "1", "reason": "late", "key": "k"}).status_code == 404
        assert visitor.get(f"{path}?t=forged").status_code == 404
    assert not Return.objects.exists()


def test_a_form_of_another_site_is_refused(shipped: PlacedOrder) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert (
        strict.post(return_path(shipped), {"quantity_1": "1", "reason": "late", "key": "k"}).status_code
        == 403
    )


def test_what_a_customer_wrote_is_text(client: Client, cable: Variant, shipped: PlacedOrder) -> None:
    OrderLine.objects.update(name="<b>Cable</b>")
    returned = announce(shipped, {cable.sku: 1})
    reject_return(RejectReturn(return_id=returned.pk, reason="<i>No</i>", actor="staff:1"))

    pages = client.get(order_path(shipped.number)).content + client.get(return_path(shipped)).content

    assert b"<i>No" not in pages
    assert b"<b>Cable" not in pages


def test_the_timeline_tells_it_all(
    client: Client, cable: Variant, order: PlaceIt, new_variant: NewVariant
) -> None:
    lamp = new_variant()
    placed = confirmed(order, (cable, 2), (lamp, 1))
    ship(placed, {cable.sku: 2}, tracking="T1")
    partly = client.get(order_path(placed.number)).content.decode()
    ship(placed, tracking="T2")
    deliver_order(DeliverOrder(order_id=placed.id, actor="staff:1"))
    receive(announce(placed, {cable.sku: 2}), {cable.sku: 2})
    reject_return(RejectReturn(return_id=announce(placed, {lamp.sku: 1}).pk, reason="Used.", actor="staff:1"))

    page = client.get(order_path(placed.number)).content.decode()

    assert headline(partly) == "A part of your order is on its way"
    assert timeline(partly)[3:] == [
        ("done", "Parcel 1 on its way"), ("current", "The rest is being packed"), ("", "The rest on its way"),
        ("", "Delivered"),
    ]  # fmt: skip
    assert 'href="https://post.example/T1"' in partly
    assert timeline(page) == [
        ("done", "Order placed"), ("done", "Payment received"), ("done", "Order confirmed"),
        ("done", "Parcel 1 on its way"), ("done", "Parcel 2 on its way"), ("done", "Delivered"),
        ("done", "Return announced"), ("done", "Return arrived"), ("done", "Return announced"),
        ("failed", "Return not accepted"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "title"),
    [("processing", "Your order is being packed"), ("failed", "This order was not paid in time"),
     ("refunded", "This order was refunded"), ("delivered", "Your order has arrived")],
)  # fmt: skip
def test_every_status_has_its_words(
    client: Client, cable: Variant, order: PlaceIt, status: str, title: str
) -> None:
    placed = confirmed(order, (cable, 1))
    Order.objects.update(status=status)

    page = client.get(order_path(placed.number)).content.decode()

    assert headline(page) == title
    assert timeline(page)[0] == ("done", "Order placed")
