"""The page of an order, as staff reads it."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from orders.models import Order
from tests.admin.acting import do, url
from tests.admin.shop import Shop

pytestmark = pytest.mark.django_db


def test_the_page_of_an_order_says_everything(superuser: Client, confirmed: Order) -> None:
    do(superuser, confirmed, "ship")

    page = superuser.get(url(confirmed)).content.decode()

    for text in (
        confirmed.number,
        "ada@example.com",
        "Ada Lovelace",
        "€28.70",
        "Payment received.",
        "Update inventory",
        "T1",
        "staff0@",
    ):
        assert text in page
    assert "Save" not in page


def test_what_a_customer_wrote_is_text(superuser: Client, shop: Shop, address: Any) -> None:
    bad = "<script>alert(1)</script>"
    placed = shop.place(
        (shop.new_variant(), 1), shipping=replace(address, name=bad), billing=replace(address, city=bad)
    )

    page = superuser.get(f"/admin/orders/order/{placed.id}/change/").content.decode()

    assert bad not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
