"""The same key is the same order, whatever happened to the first answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from catalog.models import StockItem
from orders.models import Order
from tests.orders.api.app import ORDER, App, nothing_changes, problem
from tests.orders.conftest import NewVariant
from tests.payments.provider import Provider

pytestmark = pytest.mark.django_db


def test_a_repeat_gives_the_same_answer(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    app.put_in(new_variant(on_hand=5).sku, 2)

    first = app.order("my-key")
    with nothing_changes():
        again = app.order("my-key")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert StockItem.objects.get().held == 2


def test_another_body_with_the_same_key_is_refused(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    app.put_in(new_variant().sku)
    app.order("my-key")

    for changes in ({"email": "somebody@else.example"}, {"shipping_method": "flat"}):
        with nothing_changes():
            problem(app.order("my-key", **changes), 409, "idempotency_key_reused")


def test_two_guests_may_use_the_same_key(provider: Provider, new_variant: NewVariant, shipping: None) -> None:
    variant = new_variant(on_hand=5)
    numbers = set()
    for guest in (App(), App()):
        guest.put_in(variant.sku)
        numbers.add(guest.order("my-key").json()["number"])

    assert len(numbers) == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "a\x07b", "schlüssel", "a\tb"])
def test_a_key_that_is_none(app: App, new_variant: NewVariant, shipping: None, key: str) -> None:
    app.put_in(new_variant().sku)
    with nothing_changes():
        problem(app.post("orders", ORDER, Idempotency_Key=key), 400)


def test_without_a_key(app: App, new_variant: NewVariant, shipping: None) -> None:
    app.put_in(new_variant().sku)
    with nothing_changes():
        problem(app.post("orders", ORDER), 400, "idempotency_key_missing")


@pytest.mark.parametrize("key", ["1", "x" * 255, "5f0c6a52-0f0a-4a53-9a42-6f4d4f9c1c11"])
def test_a_key_as_clients_make_them(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None, key: str
) -> None:
    app.put_in(new_variant().sku)
    assert app.order(key).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_one_order(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    app.put_in(new_variant(on_hand=50).sku, 2)

    def send(_: int) -> tuple[int, str]:
        try:
            answer = App(token=app.token).order("my-key")
            return answer.status_code, answer.json().get("number", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as senders:
        answers = set(senders.map(send, range(10)))

    assert answers == {(201, Order.objects.get().number)}
    assert StockItem.objects.get().held == 2
