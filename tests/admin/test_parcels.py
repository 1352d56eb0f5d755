"""Staff pack and ship an order in parts."""

from typing import Any

import pytest
from django.test import Client

from orders.models import Order, OrderLine, Shipment
from tests.admin.acting import ACTIONS, do, said, url
from tests.admin.shop import Shop
from tests.orders.living import confirmed as finalized

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_lines(shop: Shop) -> Order:
    """Two of one article and three of another."""
    placed = finalized(shop.place, (shop.new_variant(), 2), (shop.new_variant(), 3))
    return Order.objects.get(pk=placed.id)


def test_packing_starts_with_the_pick_list(superuser: Client, two_lines: Order) -> None:
    assert do(superuser, two_lines, "process") == [
        "The order is being packed. Its pick list is at the top of the page."
    ]
    do(superuser, two_lines, "ship", quantity_1="2", quantity_2="1")

    page = superuser.get(url(two_lines, "pick-list")).content.decode()

    shipped, waiting = OrderLine.objects.order_by("position")
    assert shipped.sku not in page.partition("shop-table")[2]
    assert waiting.sku in page.partition("shop-table")[2]
    assert "2 pieces" in page
    assert url(two_lines, "pick-list") in superuser.get(url(two_lines)).content.decode()


def test_parts_leave_one_after_the_other(superuser: Client, two_lines: Order) -> None:
    do(superuser, two_lines, "ship", quantity_1="1", quantity_2="", key="a")
    assert Order.objects.get().status == "processing"
    page = superuser.get(url(two_lines)).content.decode()
    form = superuser.get(url(two_lines, "ship")).content.decode()
    do(superuser, two_lines, "ship", quantity_1="1", quantity_2="3", key="b")

    assert "cancel/" not in page
    assert "1 of 2 left to ship" in form
    assert "3 of 3 left to ship" in form
    assert Order.objects.get().status == "shipped"
    assert [list(parcel.lines.values_list("quantity", flat=True)) for parcel in Shipment.objects.order_by("id")] == [
        [1], [1, 3],
    ]  # fmt: skip


def test_the_same_form_sent_twice_is_one_parcel(superuser: Client, two_lines: Order) -> None:
    for _ in range(2):
        do(superuser, two_lines, "ship", quantity_1="1", key="a")

    assert Shipment.objects.count() == 1


def test_without_any_quantity_everything_leaves(superuser: Client, two_lines: Order) -> None:
    do(superuser, two_lines, "ship", quantity_1="", quantity_2="")

    assert Order.objects.get().status == "shipped"


@pytest.mark.parametrize("quantity", ["3", "-1", "1.5", "x"])
def test_a_quantity_that_is_none(superuser: Client, two_lines: Order, quantity: str) -> None:
    answer = superuser.post(url(two_lines, "ship"), ACTIONS["ship"] | {"quantity_1": quantity})

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not Shipment.objects.exists()


def test_all_zero_is_no_parcel(superuser: Client, two_lines: Order) -> None:
    answer = superuser.post(url(two_lines, "ship"), ACTIONS["ship"] | {"quantity_1": "0", "quantity_2": "0"})

    assert (answer.status_code, "Choose at least one article." in answer.content.decode()) == (400, True)
    assert not Shipment.objects.exists()


def test_cancelling_what_has_left_in_part_is_refused(superuser: Client, two_lines: Order) -> None:
    do(superuser, two_lines, "ship", quantity_1="1")

    answer = superuser.post(url(two_lines, "cancel"), ACTIONS["cancel"])

    assert answer.status_code == 409
    assert "A part of this order has left already." in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "99999999999999999999999", "abc"])
def test_a_pick_list_of_no_order(superuser: Client, number: str) -> None:
    assert superuser.get(f"/admin/orders/order/{number}/pick-list/").status_code == 404


def test_a_pick_list_is_for_those_who_ship(staff: Any, two_lines: Order) -> None:
    statuses = [
        staff(*roles).get(url(two_lines, "pick-list")).status_code
        for roles in ((), ("Support",), ("Orders",))
    ]

    assert statuses == [403, 403, 200]
    assert said(staff("Orders").get(url(two_lines, "ship"))) == []
