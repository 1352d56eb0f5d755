from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection

from accounts.domain.postal import PostalAddress
from catalog.models import StockHold, StockItem, Variant
from orders.commands.change_cart import NotForSale
from orders.commands.place_order import (
    BadOrder,
    CartHasProblems,
    EmptyCart,
    KeyReused,
    PlacedOrder,
    PlaceOrder,
    PriceChanged,
    place_order,
)
from orders.domain.owners import Owner
from orders.models import CartLine, FinalizationStep, Order, OrderLine
from orders.queries.shipping_options import ShippingNotOffered
from tests.orders.conftest import NewVariant, filled_cart
from tests.orders.conftest import Order as PlaceIt

pytestmark = pytest.mark.django_db


def test_an_order_is_unpaid_with_its_stock_held_and_its_prices_fixed(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    cable, lamp = new_variant(price=1_190, on_hand=5), new_variant(price=250, on_hand=9)

    placed = order((cable, 2), (lamp, 3))

    found = Order.objects.get(pk=placed.id)
    assert (found.status, found.items_total, found.shipping_total, found.total) == (
        "pending",
        3_130,
        990,
        4_120,
    )
    assert found.tax_total == 658
    assert [(line.sku, line.quantity, line.total) for line in OrderLine.objects.order_by("position")] == [
        (cable.sku, 2, 2_380), (lamp.sku, 3, 750),
    ]  # fmt: skip
    assert StockItem.objects.get(variant=cable).held == 2
    assert StockHold.objects.get(variant=lamp).expires_at == found.pay_until
    assert set(FinalizationStep.objects.values_list("state", flat=True)) == {"waiting"}
    assert not CartLine.objects.exists()


def test_the_same_key_is_the_same_order(
    new_variant: NewVariant, shipping: None, address: PostalAddress
) -> None:
    cable = new_variant(on_hand=5)
    wish = wish_for(filled_cart((cable, 2)), address)

    first, again = place_order(wish), place_order(wish)

    assert (first.id, first.is_new) == (again.id, True)
    assert again == PlacedOrder(first.id, first.number, is_new=False)
    assert StockItem.objects.get(variant=cable).held == 2


def test_the_same_key_with_something_else_is_refused(
    new_variant: NewVariant, shipping: None, address: PostalAddress
) -> None:
    wish = wish_for(filled_cart((new_variant(), 1)), address)
    place_order(wish)

    with pytest.raises(KeyReused):
        place_order(replace(wish, email="somebody@else.example"))
    assert Order.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_are_one_order(
    new_variant: NewVariant, shipping: None, address: PostalAddress
) -> None:
    cable = new_variant(on_hand=100)
    wish = wish_for(filled_cart((cable, 2)), address)

    def click(_: int) -> str:
        try:
            return place_order(wish).number
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as clicks:
        numbers = set(clicks.map(click, range(50)))

    assert len(numbers) == 1
    assert StockItem.objects.get(variant=cable).held == 2


def test_an_empty_cart_is_no_order(shipping: None, address: PostalAddress) -> None:
    for owner in (Owner(), Owner(user_id=1)):
        with pytest.raises(EmptyCart):
            place_order(replace(wish_for(None, address), owner=owner))


def changed(variant: Variant, **fields: object) -> None:
    Variant.objects.filter(pk=variant.pk).update(**fields)


def test_what_changed_between_cart_and_order_is_said_and_nothing_is_placed(
    new_variant: NewVariant, shipping: None, address: PostalAddress
) -> None:
    gone, withdrawn, fine = new_variant(on_hand=3), new_variant(), new_variant()
    wish = wish_for(filled_cart((gone, 2), (withdrawn, 1), (fine, 1)), address)
    StockItem.objects.filter(variant=gone).update(on_hand=1)
    changed(withdrawn, price=None)

    with pytest.raises(CartHasProblems) as refused:
        place_order(wish)

    assert refused.value.fields == {
        gone.sku: "Only 1 of 2 available.",
        withdrawn.sku: "No longer for sale. Remove it to go on.",
    }
    assert not Order.objects.exists()
    assert StockItem.objects.get(variant=fine).held == 0
    assert CartLine.objects.count() == 3


def test_a_total_that_is_not_the_one_shown_is_refused(
    new_variant: NewVariant, shipping: None, address: PostalAddress
) -> None:
    cable = new_variant(price=1_000)
    wish = replace(wish_for(filled_cart((cable, 1)), address), expected_total=1_490)
    changed(cable, price=1_100)

    with pytest.raises(PriceChanged):
        place_order(wish)
    assert not Order.objects.exists()
    assert place_order(replace(wish, expected_total=1_590)).is_new


@pytest.mark.parametrize(("method", "weight"), [("nothing", 1), ("parcel", 40_000), ("", 1)])
def test_a_shipping_method_must_exist_and_take_the_parcel(
    new_variant: NewVariant, shipping: None, address: PostalAddress, method: str, weight: int
) -> None:
    wish = wish_for(filled_cart((new_variant(weight=weight), 1)), address)

    with pytest.raises(ShippingNotOffered):
        place_order(replace(wish, shipping_method=method))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "a@b"),
        ("email", ""),
        ("email", "a@" + "b.c" * 90),
        ("key", ""),
        ("key", "x" * 256),
        ("key", "\x07"),
    ],
)
def test_bad_shape_is_refused_on_construction(address: PostalAddress, field: str, value: str) -> None:
    with pytest.raises(BadOrder):
        replace(wish_for(None, address), **{field: value})


def test_a_country_nobody_delivers_to(address: PostalAddress) -> None:
    with pytest.raises(BadOrder) as refused:
        replace(wish_for(None, address), shipping=replace(address, country="US"))
    assert "country" in refused.value.fields


def test_an_article_without_a_price_cannot_be_put_into_a_cart(new_variant: NewVariant) -> None:
    with pytest.raises(NotForSale):
        filled_cart((new_variant(price=None), 1))


def wish_for(cart_id: object, address: PostalAddress) -> PlaceOrder:
    return PlaceOrder(
        owner=Owner(cart_id=cart_id),
        email="ada@example.com", shipping=address, billing=address, shipping_method="parcel", key="a-key-of-my-own",
    )  # fmt: skip
