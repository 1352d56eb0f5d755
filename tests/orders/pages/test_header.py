"""The visitor's own bit of the header, and the guest's cookie after the login."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from orders.cart_token import COOKIE
from orders.models import CartLine
from tests.orders.conftest import NewVariant

pytestmark = pytest.mark.django_db


def test_it_counts_the_lines_and_is_kept_nowhere(client: Client, new_variant: NewVariant) -> None:
    for _ in range(3):
        client.post("/cart/add", {"sku": new_variant().sku, "quantity": 2})

    answer = client.get("/fragments/header")

    assert '<span class="count">3<' in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_an_empty_cart_shows_nothing(client: Client) -> None:
    assert client.get("/fragments/header").content.decode().strip() == ""


def test_a_login_brings_the_cart_along_and_drops_the_cookie(client: Client, new_variant: NewVariant) -> None:
    client.post("/cart/add", {"sku": new_variant().sku, "quantity": 2})
    user = User.objects.create_user("ada@example.com", "a long password", name="Ada")

    client.post("/accounts/login/", {"login": "ada@example.com", "password": "a long password"})
    answer = client.get("/fragments/header")

    assert CartLine.objects.get().cart.user_id == user.pk
    assert 'class="count">1<' in answer.content.decode()
    assert "Ada" in answer.content.decode()
    assert answer.cookies[COOKIE]["max-age"] == 0


@pytest.mark.parametrize("is_customer", [False, True])
def test_it_costs_three_statements(
    client: Client, new_variant: NewVariant, is_customer: bool, django_assert_max_num_queries: Any
) -> None:
    if is_customer:
        client.force_login(User.objects.create_user("ada@example.com"))
    client.post("/cart/add", {"sku": new_variant().sku})

    with django_assert_max_num_queries(3):
        client.get("/fragments/header")
