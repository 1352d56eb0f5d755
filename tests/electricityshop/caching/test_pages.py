"""The page cache: one page for everybody, forgotten the moment it is no longer true."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as configured
from django.urls import get_resolver, resolve, reverse

from catalog import caching
from catalog.models import Category, Product, StockItem, Variant
from electricityshop.caching import connection
from electricityshop.caching.pages.page import Page
from tests.factories import CategoryFactory, product_with_variant
from tests.front_door import ask

pytestmark = pytest.mark.django_db(transaction=True)


PAGES = (
    "/",
    "/c/lamps/",
    "/p/lamp/",
    "/search?q=lamp",
    "/api/v1/products",
    "/api/v1/products/lamp",
    "/api/v1/categories",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_built_once(lamp: Product, address: str) -> None:
    first, second = ask(address), ask(address)

    assert (first.status, first.cache, second.cache) == (200, "MISS", "HIT")
    assert second.text == first.text
    assert second.headers["etag"] == first.headers["etag"]
    assert int(second.headers["age"]) >= 0
    assert re.fullmatch(r"cache;desc=HIT;dur=\d+\.\d\d", second.headers["server-timing"])
    assert second.headers["content-length"] == str(len(second.raw))


@pytest.mark.parametrize(
    "address", ["/", "/c/lamps/", "/p/lamp/", "/search?q=lamp", "/api/v1/products", "/api/v1/products/lamp"]
)
@pytest.mark.parametrize(
    "change",
    [
        lambda lamp: Product.objects.filter(pk=lamp.pk).update(name="Lantern", search=None),
        lambda lamp: caching.invalidate_product(lamp.pk),
        lambda lamp: caching.invalidate_all_products(),
        lambda lamp: caching.invalidate_products_by_category(lamp.category_id),
        lambda lamp: StockItem.objects.update(on_hand=0),
        lambda lamp: Category.objects.update(name="Lights"),
        lambda lamp: lamp.brand.save(),
    ],
    ids=[
        "update",
        "invalidate_product",
        "invalidate_all_products",
        "invalidate_products_by_category",
        "stock",
        "category",
        "brand",
    ],
)
def test_a_page_is_forgotten_when_what_it_shows_changes(
    lamp: Product, address: str, change: Callable[[Product], object]
) -> None:
    ask(address)

    change(lamp)

    assert ask(address).cache == "MISS"


def test_what_a_page_does_not_show_leaves_it_alone(lamp: Product, lamps: Category) -> None:
    cable = CategoryFactory.create(slug="cable")
    wire = product_with_variant(slug="wire", category=cable)
    for address in ("/p/lamp/", "/c/lamps/", "/api/v1/products?category=lamps"):
        ask(address)

    Product.objects.filter(pk=wire.pk).update(price=5)
    StockItem.objects.filter(variant__product=wire).update(on_hand=1)
    Variant.objects.filter(product=wire).update(price=5)

    found = [ask(address).cache for address in ("/p/lamp/", "/c/lamps/", "/api/v1/products?category=lamps")]
    assert found == ["HIT"] * 3


def test_a_new_price_is_on_every_page_at_once(lamp: Product) -> None:
    for address in PAGES[:6]:
        assert "11.90" in ask(address).text or "1190" in ask(address).text

    Variant.objects.update(price=1290)
    Product.objects.update(price=1290, price_to=1290)

    for address in PAGES[:6]:
        text = ask(address).text
        assert ("12.90" in text or "1290" in text) and "11.90" not in text and "1190" not in text


def test_the_form_of_a_cached_page_works_and_no_other_site_can_send_it(lamp: Product) -> None:
    assert "csrfmiddlewaretoken" not in ask("/p/lamp/").text
    wish = {"sku": "L-1", "quantity": "1"}

    assert ask("/cart/add", form=wish, sec_fetch_site="same-origin").status == 303
    assert ask("/cart/add", form=wish, origin="http://testserver").status == 303
    assert ask("/cart/add", form=wish, sec_fetch_site="cross-site").status == 403
    assert ask("/cart/add", form=wish, origin="https://evil.example").status == 403
    assert ask("/cart/add", form=wish).status == 403


def test_without_redis_pages_are_built_each_time(lamp: Product, redis_away: None) -> None:
    for _ in range(2):
        found = ask("/p/lamp/")
        assert (found.status, found.cache) == (200, "BYPASS")
        assert "Lamp" in found.text


def test_the_page_cache_can_be_switched_off(lamp: Product, settings: object) -> None:
    settings.PAGE_CACHE = False

    assert [ask("/p/lamp/?utm=1").cache for _ in range(2)] == ["BYPASS", "BYPASS"]


def test_a_page_that_sets_something_in_a_browser_is_not_kept() -> None:
    answers = [
        ("200 OK", [("Set-Cookie", "a=b")]),
        ("200 OK", [("Cache-Control", "private")]),
        ("200 OK", [("Cache-Control", "no-store")]),
        ("302 Found", [("Location", "/")]),
        ("404 Not Found", []),
        ("500 Internal Server Error", []),
    ]
    made = [
        Page.made_from(status, headers, b"x", cache_control="public", vary="") for status, headers in answers
    ]

    assert [page.is_kept for page in made] == [False] * len(answers)


def test_entries_of_pages_expire(lamp: Product) -> None:
    ask("/p/lamp/")

    keys = connection.client().keys("*entry:page:ProductPage:*")

    assert len(keys) == 1
    assert 60 < connection.client().ttl(keys[0]) <= 120


def test_every_profile_is_used_and_every_cached_page_has_one() -> None:
    used = {
        getattr(pattern.callback, "page_profile", "") for pattern in _patterns(get_resolver().url_patterns)
    }

    assert used - {""} == set(configured.PAGE_PROFILES)
    assert getattr(resolve(reverse("catalog:home")).func, "page_profile", "") == "HomePage"


def _patterns(patterns: list[Any]) -> list[Any]:
    found = []
    for pattern in patterns:
        found += _patterns(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
    return found
