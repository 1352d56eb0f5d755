"""The page cache: one page for everybody, forgotten the moment it is no longer true."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as configured
from django.urls import get_resolver, resolve, reverse

from catalog import caching
from catalog.models import Category, Product, StockItem, Variant
from electricityshop.caching import connection
from electricityshop.caching.pages.asking import in_order
from electricityshop.caching.pages.page import Page
from electricityshop.caching.pages.profiles import profile
from tests.factories import CategoryFactory, product_with_variant
from tests.front_door import ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lamps() -> Category:
    return CategoryFactory.create(slug="lamps")


@pytest.fixture
def lamp(lamps: Category) -> Product:
    return product_with_variant(slug="lamp", name="Lamp", category=lamps, sku="L-1", price=1190)


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


def test_a_parameter_that_the_page_does_not_know_neither_varies_it_nor_reaches_it(lamp: Product) -> None:
    plain = ask("/api/v1/products?page_size=5")

    found = ask("/api/v1/products?utm_source=%22%3E%3Cscript%3E&page_size=5&page_size=5&fbclid=%ff%00")

    assert found.cache == "HIT"
    assert found.raw == plain.raw
    assert "utm" not in json.dumps(json.loads(ask("/api/v1/products?page_size=1&utm=1").text))


def test_parameters_vary_the_page_in_any_order(lamp: Product) -> None:
    ask("/api/v1/products?page_size=5&search=lamp")

    assert ask("/api/v1/products?search=lamp&page_size=5").cache == "HIT"
    assert ask("/api/v1/products?search=lamp&page_size=6").cache == "MISS"
    assert ask("/api/v1/products?search=l%61mp&page_size=6&ordering=").cache == "HIT"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("q=a+b", "q=a+b"),
        ("q=a%20b", "q=a+b"),
        ("page=2&q=x", "q=x&page=2"),
        ("q=x&q=y", "q=y"),
        ("q=&page=", ""),
        ("q", ""),
        ("&&=&q=1&", "q=1"),
        ("q=%ff%00", "q=%FF%00"),
        ("Q=x&q[]=y", ""),
        ("view=cards", ""),
        ("view=table", "view=table"),
        ("view=nonsense", "view=nonsense"),
    ],
)
def test_a_query_has_one_form(query: str, canonical: str) -> None:
    assert in_order(profile("SearchPage"), query, ())[0] == canonical


def test_bad_input_gets_its_answer_and_is_not_kept(lamp: Product) -> None:
    for _ in range(2):
        bad = ask("/api/v1/products?page_size=x")
        assert (bad.status, bad.cache) == (400, "BYPASS")
        assert ask("/search?q=%00").status == 400
        missing = ask("/p/nothing/")
        assert (missing.status, missing.cache) == (404, "BYPASS")
    product_with_variant(slug="nothing")
    assert ask("/p/nothing/").status == 200


def test_who_has_the_page_is_told_so(lamp: Product) -> None:
    tag = ask("/p/lamp/").headers["etag"]

    unchanged = ask("/p/lamp/", if_none_match=tag)
    assert (unchanged.status, unchanged.raw, unchanged.headers["etag"]) == (304, b"", tag)
    assert ask("/p/lamp/", if_none_match=f'"x", {tag}').status == 304
    assert ask("/p/lamp/", if_none_match='"x"').status == 200
    Product.objects.update(name="Lantern")
    assert ask("/p/lamp/", if_none_match=tag).status == 200


def test_a_page_built_anew_that_came_out_the_same_is_still_the_same(lamp: Product) -> None:
    tag = ask("/p/lamp/").headers["etag"]

    lamp.save()

    assert ask("/p/lamp/", if_none_match=tag).status == 304


def test_head_answers_without_the_body(lamp: Product) -> None:
    whole = ask("/p/lamp/")

    head = ask("/p/lamp/", method="HEAD")

    assert (head.status, head.raw, head.cache) == (200, b"", "HIT")
    assert head.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "deflate, gzip"])
def test_it_is_compressed_for_whom_can_read_that(lamp: Product, accepted: str) -> None:
    plain = ask("/p/lamp/")

    packed = ask("/p/lamp/", accept_encoding=accepted)

    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.raw) < len(plain.raw) / 2
    assert packed.text == plain.text
    assert "Accept-Encoding" in packed.headers["vary"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_it_is_plain_for_whom_cannot(lamp: Product, accepted: str) -> None:
    assert "content-encoding" not in ask("/p/lamp/", accept_encoding=accepted).headers


def test_clients_may_keep_the_api_for_a_minute_and_pages_not_without_asking(lamp: Product) -> None:
    assert ask("/api/v1/products").headers["cache-control"] == "public, max-age=60"
    assert ask("/p/lamp/").headers["cache-control"] == "public, no-cache"
    assert ask("/cart").headers["cache-control"] == "private, no-store"
    assert ask("/cart").cache == ""


def test_the_way_of_showing_lists_is_remembered_by_the_browser(lamp: Product) -> None:
    chosen = ask("/c/lamps/?view=table")
    [cookie] = chosen.cookies
    assert cookie.startswith("list_view=table; HttpOnly; Max-Age=")
    assert 'class="table compare"' in chosen.text

    later = ask("/c/lamps/", cookie="x=1; list_view=table")
    assert (later.cache, later.text, later.cookies) == ("HIT", chosen.text, ())
    assert "Cookie" in later.headers["vary"]
    assert 'class="table compare"' not in ask("/c/lamps/", cookie="list_view=../etc").text
    back = ask("/c/lamps/?view=cards", cookie="list_view=table")
    assert back.cookies[0].startswith("list_view=cards;")
    assert 'class="table compare"' not in back.text


def test_hosts_do_not_share_pages(lamp: Product) -> None:
    ask("/api/v1/products", host="127.0.0.1")

    other = ask("/api/v1/products", host="localhost")

    assert other.cache == "MISS"
    assert "http://localhost/" in other.text
    assert ask("/api/v1/products", host="evil.example").status == 400
    assert ask("/api/v1/products", host="localhost", x_forwarded_host="evil.example").raw == other.raw


def test_releases_do_not_share_pages(lamp: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("/p/lamp/")

    monkeypatch.setattr("electricityshop.caching.pages.asking._release", lambda: "the next one")

    assert ask("/p/lamp/").cache == "MISS"


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


def test_a_drawing_is_drawn_once(lamp: Product) -> None:
    address = re.search(r"/drawings/[^\"?]+", ask("/p/lamp/").text).group()

    first, second = ask(address), ask(address)

    assert (first.cache, second.cache) == ("MISS", "HIT")
    assert second.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert second.headers["etag"] == first.headers["etag"]


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
