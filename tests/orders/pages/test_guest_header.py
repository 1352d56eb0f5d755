"""The header's fragment in front of Django: for guests known by a cart alone, and always counted anew."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from orders.cart_token import COOKIE, cart_token
from orders.commands.change_cart import AddToCart, add_to_cart
from orders.domain.owners import Owner
from tests.front_door import Answered, ask
from tests.orders.conftest import NewVariant

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/fragments/header"


def filled_cart(new_variant: NewVariant, lines: int) -> Owner:
    owner = Owner()
    for _ in range(lines):
        owner = Owner(cart_id=add_to_cart(AddToCart(owner=owner, sku=new_variant().sku, quantity=1)).cart_id)
    return owner


def fragment(owner: Owner, **cookies: str) -> Answered:
    sent = {COOKIE: cart_token(owner.cart_id)} | cookies if owner.cart_id else cookies
    return ask(PATH, cookie="; ".join(f"{name}={value}" for name, value in sent.items()))


def test_each_guest_sees_the_own_number_and_a_new_line_at_once(new_variant: NewVariant) -> None:
    two, one = filled_cart(new_variant, 2), filled_cart(new_variant, 1)
    assert 'class="count">2<' in fragment(two).text
    assert 'class="count">1<' in fragment(one).text

    add_to_cart(AddToCart(owner=one, sku=new_variant().sku, quantity=1))

    assert 'class="count">2<' in fragment(one).text


def test_the_answer_is_the_one_django_gives(new_variant: NewVariant, client: Client) -> None:
    owner = filled_cart(new_variant, 2)
    client.cookies[COOKIE] = cart_token(owner.cart_id)
    django = client.get(PATH)

    for _ in range(2):
        found = fragment(owner)

        assert (found.status, found.raw) == (200, django.content)
        assert found.headers == {name.lower(): value for name, value in django.headers.items()}


def test_it_costs_one_statement(new_variant: NewVariant, django_assert_num_queries: Any) -> None:
    owner = filled_cart(new_variant, 1)
    fragment(owner)

    with django_assert_num_queries(1):
        fragment(owner)


def test_who_is_logged_in_is_answered_by_django(new_variant: NewVariant, client: Client) -> None:
    fragment(filled_cart(new_variant, 1))
    client.force_login(User.objects.create_user("ada@example.com", name="Ada"))
    session = client.cookies["sessionid"].value

    assert "Ada" in fragment(filled_cart(new_variant, 1), sessionid=session).text


def test_messages_are_shown(new_variant: NewVariant, client: Client) -> None:
    client.post("/cart/add", {"sku": new_variant().sku})
    cookies = {name: morsel.coded_value for name, morsel in client.cookies.items()}

    assert "In your cart" in ask(PATH, cookie="; ".join(f"{n}={v}" for n, v in cookies.items())).text


def test_a_cart_that_is_not_there_or_not_ours_counts_nothing() -> None:
    assert fragment(Owner(cart_id=uuid4())).text.strip() == ""
    assert ask(PATH, cookie=f"{COOKIE}=forged").text.strip() == ""
    assert ask(PATH).text.strip() == ""


def test_a_host_that_is_not_ours_is_refused_each_time(new_variant: NewVariant) -> None:
    fragment(filled_cart(new_variant, 1))

    assert [ask(PATH, host="evil.example").status for _ in range(2)] == [400, 400]
