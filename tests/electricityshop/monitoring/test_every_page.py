"""Every page and list a visitor, a customer or an app opens, with enough rows of everything for an N+1 to show."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Address, User
from catalog.models import Category, Product, Variant
from orders.models import Order
from tests.accounts.conftest import api_client, make_user, page_client
from tests.factories import (
    AttributeFactory,
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    declare,
    listed,
)
from tests.orders.conftest import address, new_variant, order, shipping
from tests.orders.pages.shopping import ADDRESS, go_to_review
from tests.payments.conftest import provider, sandbox
from tests.repeats import Found

__all__ = ["address", "make_user", "new_variant", "order", "provider", "sandbox", "shipping"]

pytestmark = pytest.mark.django_db

ROWS = 7
"""More than make an N+1."""

FOR_EVERYBODY = (
    "/", "/c/cable/", "/c/cable/?view=table&sort=price", "/c/cable/kind-1/", "/search?q=wire",
    "/search?q=wires&in_stock=on", "/p/wire-1/", "/sitemap.xml", "/sitemap-products.xml", "/cart", "/fragments/header",
    "/api/v1/products", "/api/v1/products?page_size=100&search=wire", "/api/v1/products/wire-1", "/api/v1/categories",
    "/api/v1/shipping-methods",
)  # fmt: skip
FOR_CUSTOMERS = ("/account/", "/account/addresses/", "/orders/", "/cart", "/checkout", "/fragments/header")


@pytest.fixture
def catalogue(db: None) -> list[Variant]:
    """Seven products of seven brands in eight categories, each with seven variants and values of seven attributes."""
    top = CategoryFactory.create(slug="cable", name="Cable")
    attributes = [AttributeFactory.create() for _ in range(ROWS)]
    declare(top, *attributes)
    below = [CategoryFactory.create(slug=f"kind-{n}", parent=top) for n in range(ROWS)]
    return [variant for n in range(ROWS) for variant in _product(n, [top, *below][n], attributes)]


def _product(number: int, category: Category, attributes: list[Any]) -> list[Variant]:
    specification = {attribute.code: number for attribute in attributes}
    product: Product = ProductFactory.create(
        slug=f"wire-{number}", name=f"Wire {number}", category=category, specification=specification
    )
    variants = [VariantFactory.create(product=product, stock=90) for _ in range(ROWS)]
    listed(product)
    return variants


@pytest.fixture
def customer(make_user: Callable[..., User], catalogue: list[Variant], order: Callable[..., Any]) -> Client:
    """With seven orders of seven lines, seven addresses, and seven articles in the cart."""
    user = make_user()
    lines = [(variant, 1) for variant in catalogue[::ROWS]]
    numbers = [order(*lines).number for _ in range(ROWS)]
    Order.objects.filter(number__in=numbers).update(user=user)
    Address.objects.bulk_create(
        Address(
            user=user, name="Ada", line1=f"Main Street {n}", city="Berlin", country="DE", postcode="10115"
        )
        for n in range(ROWS)
    )
    client = page_client(user)
    for variant, _ in lines:
        assert client.post("/cart/add", {"sku": variant.sku, "quantity": 1}).status_code < 400
    return client


def test_pages_for_everybody(
    client: Client, catalogue: list[Variant], shipping: None, n_plus_ones: Found
) -> None:
    for path in FOR_EVERYBODY:
        assert client.get(path, follow=True).status_code == 200, path
        assert n_plus_ones == [], path


def test_pages_for_customers(customer: Client, n_plus_ones: Found) -> None:
    order_page = f"/orders/{Order.objects.first().number}/"
    for path in (*FOR_CUSTOMERS, order_page, f"{order_page}progress"):
        assert customer.get(path).status_code == 200, path
        assert n_plus_ones == [], path


def test_lists_for_apps(customer: Client, n_plus_ones: Found) -> None:
    app = api_client(User.objects.get())
    number = Order.objects.first().number
    for path in (
        "orders?page_size=50",
        f"orders/{number}",
        f"orders/{number}/documents",
        "addresses",
        "cart",
        "me",
    ):
        assert app.get(f"/api/v1/{path}").status_code == 200, path
        assert n_plus_ones == [], path


def test_the_checkout(
    client: Client, catalogue: list[Variant], shipping: None, provider: object, n_plus_ones: Found
) -> None:
    for variant in catalogue[:ROWS]:
        client.post("/cart/add", {"sku": variant.sku, "quantity": 1})
    for path in ("/cart", "/checkout"):
        assert client.get(path).status_code == 200
    client.post("/checkout", ADDRESS)
    assert client.get("/checkout/shipping").status_code == 200
    assert "Wire 0" in go_to_review(client)
    assert n_plus_ones == []
