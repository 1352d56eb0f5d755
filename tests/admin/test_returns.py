"""Staff receive, refund and reject returns: asked by GET, done by POST, refused with the domain's own words."""

from typing import Any

import pytest
from django.test import Client

from catalog.models import StockItem
from orders.models import Order, Return
from payments.models import Refund
from tests.admin.acting import said
from tests.admin.acting import url as order_url
from tests.admin.shop import Shop
from tests.orders.api.app import rows
from tests.orders.living import announce, ship
from tests.orders.living import confirmed as finalized
from tests.orders.test_finalization import relay

pytestmark = pytest.mark.django_db

ACTIONS = ("receive", "refund", "reject")


@pytest.fixture
def returned(shop: Shop) -> Return:
    """Three of four pieces, announced."""
    cable = shop.new_variant(price=1_000, on_hand=10)
    placed = finalized(shop.place, (cable, 4))
    ship(placed)
    return announce(placed, {cable.sku: 3}, note="<b>It hums</b>")


def url(returned: Return, action: str = "change") -> str:
    return f"/admin/orders/return/{returned.pk}/{action}/"


def filled(returned: Return, action: str) -> dict[str, str]:
    line = returned.lines.get().pk
    return {
        "receive": {f"restock_{line}": "2", f"scrap_{line}": "1"},
        "refund": {"amount": "", "with_shipping": "on"},
        "reject": {"reason": "It was used."},
    }[action]


def do(client: Client, returned: Return, action: str, **changes: str) -> list[str]:
    return said(client.post(url(returned, action), filled(returned, action) | changes, follow=True))


def test_received_and_refunded(superuser: Client, returned: Return) -> None:
    assert do(superuser, returned, "receive") == ["What came is booked; the customer gets a mail."]
    assert StockItem.objects.get().on_hand == 8
    assert do(superuser, returned, "refund") == ["The return is settled; the money is on its way."]
    relay()

    shipping = Order.objects.get().shipping_total
    assert Refund.objects.get().amount == 3_000 + shipping
    page = superuser.get(url(returned)).content.decode()
    assert "&lt;b&gt;It hums" in page
    assert "<b>It hums" not in page
    assert returned.number in superuser.get(order_url(returned.order)).content.decode()


def test_rejected(superuser: Client, returned: Return) -> None:
    assert do(superuser, returned, "reject") == ["The return is rejected; the customer reads why."]

    assert Return.objects.values_list("status", "reject_reason").get() == ("rejected", "It was used.")


def test_what_is_not_possible_is_not_offered_and_refused(superuser: Client, returned: Return) -> None:
    offered = {
        "requested": {"receive", "reject"},
        "received": {"refund"},
        "refunded": set(),
        "rejected": set(),
    }
    for status, possible in offered.items():
        Return.objects.update(status=status, refund=0 if status == "refunded" else None)

        page = superuser.get(url(returned)).content.decode()

        assert {action for action in ACTIONS if url(returned, action) in page} == possible
        for action in set(ACTIONS) - possible:
            answer = superuser.post(url(returned, action), filled(returned, action))
            assert (answer.status_code, "cannot become" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("action", ACTIONS)
def test_asking_changes_nothing(superuser: Client, returned: Return, action: str) -> None:
    before = rows()

    answer = superuser.get(url(returned, action))

    assert answer.status_code == 200
    assert returned.number in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_not_is_refused(staff: Any, returned: Return, action: str) -> None:
    for client in (staff(), staff("Support"), staff("Catalogue")):
        assert client.get(url(returned, action)).status_code == 403
        assert client.post(url(returned, action), filled(returned, action)).status_code == 403
    assert staff("Orders").get(url(returned, action)).status_code == 200
    assert Return.objects.get().status == "requested"


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("number", ["0", "99999999999999999999999", "abc", "-1"])
def test_a_return_that_is_none(superuser: Client, action: str, number: str) -> None:
    for answer in (superuser.get(f"/admin/orders/return/{number}/{action}/"),
                   superuser.post(f"/admin/orders/return/{number}/{action}/")):  # fmt: skip
        assert answer.status_code == 404


@pytest.mark.parametrize("count", ["4", "-1", "x", "1.5"])
def test_a_count_that_is_none(superuser: Client, returned: Return, count: str) -> None:
    line = returned.lines.get().pk

    answer = superuser.post(url(returned, "receive"), {f"restock_{line}": count})

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert Return.objects.get().status == "requested"


def test_more_than_was_announced(superuser: Client, returned: Return) -> None:
    line = returned.lines.get().pk

    for counts in ({f"restock_{line}": "3", f"scrap_{line}": "1"}, {f"restock_{line}": ""}):
        assert superuser.post(url(returned, "receive"), counts).status_code == 400
    assert StockItem.objects.get().on_hand == 6


@pytest.mark.parametrize(("amount", "status"), [("30.01", 409), ("-1", 200), ("abc", 200), ("1e400", 200)])
def test_an_amount_that_is_none(superuser: Client, returned: Return, amount: str, status: int) -> None:
    do(superuser, returned, "receive")

    answer = superuser.post(url(returned, "refund"), {"amount": amount})

    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert Return.objects.get().status == "received"
