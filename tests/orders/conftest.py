"""A shop small enough to see: a few variants with stock, two shipping methods, a way to order."""

from collections.abc import Callable
from itertools import count
from uuid import UUID

import pytest
from django.db import transaction

from accounts.domain.postal import PostalAddress
from catalog import stock
from catalog.models import Category, Product, StockItem, TaxClass, Variant
from orders.commands.add_shipping_method import AddShippingMethod, add_shipping_method
from orders.commands.change_cart import AddToCart, add_to_cart
from orders.commands.place_order import PlacedOrder, PlaceOrder, place_order
from orders.domain.owners import Owner

NewVariant = Callable[..., Variant]
Order = Callable[..., PlacedOrder]
_numbers = count(1)


@pytest.fixture
def new_variant(db: None) -> NewVariant:
    def make(*, price: int | None = 1_190, on_hand: int = 10, rate: int = 1_900, **fields: object) -> Variant:
        number = next(_numbers)
        tax_class, _ = TaxClass.objects.get_or_create(
            code=f"vat-{rate}", defaults={"name": "VAT", "rate": rate}
        )
        category, _ = Category.objects.get_or_create(
            path="cable", defaults={"slug": "cable", "name": "Cable"}
        )
        product = Product.objects.create(
            slug=f"cable-{number}", name=f"Cable {number}", category=category, tax_class=tax_class
        )
        defaults = {"sku": f"C-{number}", "price": price, "weight": 500}
        variant = Variant.objects.create(product=product, **(defaults | fields))
        StockItem.objects.create(variant=variant)
        if on_hand:
            with transaction.atomic():
                stock.adjust(variant.pk, on_hand, reason="opening", actor="test")
        return variant

    return make


@pytest.fixture
def shipping(db: None) -> None:
    add_shipping_method(
        AddShippingMethod(
            code="parcel", name="Parcel", kind="weight", weight_steps=((1_000, 490), (31_500, 990))
        )
    )
    add_shipping_method(
        AddShippingMethod(code="flat", name="Flat", kind="flat", price=500, countries=("DE",))
    )


@pytest.fixture
def address() -> PostalAddress:
    return PostalAddress(
        name="Ada Lovelace", line1="Main Street 1", city="Berlin", country="DE", postcode="10115"
    )


def filled_cart(*quantities: tuple[Variant, int], owner: Owner | None = None) -> UUID:
    """A cart with these articles; a guest's unless an owner is given."""
    owner = owner or Owner()
    cart_id: UUID | None = None
    for variant, quantity in quantities:
        cart_id = add_to_cart(AddToCart(owner=owner, sku=variant.sku, quantity=quantity)).cart_id
        owner = owner if owner.is_customer else Owner(cart_id=cart_id)
    assert cart_id is not None
    return cart_id


@pytest.fixture
def order(shipping: None, address: PostalAddress) -> Order:
    """Place an order for the articles given, as a guest."""

    def place(*quantities: tuple[Variant, int], key: str = "", **changes: object) -> PlacedOrder:
        owner = Owner(cart_id=filled_cart(*quantities))
        wish = {
            "owner": owner, "email": "ada@example.com", "shipping": address, "billing": address,
            "shipping_method": "parcel", "key": key or f"test-key-{next(_numbers)}",
        }  # fmt: skip
        return place_order(PlaceOrder(**(wish | changes)))

    return place
